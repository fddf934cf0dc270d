-- What deciding needs, one row a case and one row an action, so that a command reads each in one go.

CREATE VIEW person_snapshot AS
SELECT
  p.provider_id,
  p.id,
  jsonb_build_object(
    'id', p.id,
    'name', p.name,
    'role', p.role,
    'organisation', p.organisation_id,
    'organisationName', o.name,
    'organisationKind', o.kind,
    'email', p.email,
    'timeZone', p.time_zone,
    'quietHours', p.quiet_hours,
    'identities', coalesce(
      (SELECT jsonb_agg(jsonb_build_object('platform', i.platform, 'workspace', i.workspace, 'user', i.user_id) ORDER BY i.platform)
       FROM identity i WHERE i.provider_id = p.provider_id AND i.person_id = p.id),
      '[]')
  ) AS person
FROM person p
JOIN organisation o ON o.provider_id = p.provider_id AND o.id = p.organisation_id;

CREATE VIEW case_snapshot AS
SELECT
  c.provider_id,
  c.id,
  c.ref,
  c.lead_id,
  jsonb_build_object(
    'id', c.id,
    'ref', c.ref,
    'purpose', c.purpose,
    'leadId', c.lead_id,
    'region', coalesce(c.region, provider.region),
    'timeZone', provider.time_zone,
    'protectedTerms', to_jsonb(c.protected_terms),
    'places', coalesce(
      (SELECT jsonb_agg(jsonb_build_object('id', pl.id, 'platform', pl.platform, 'workspace', pl.workspace,
                                           'conversation', pl.conversation, 'audience', pl.audience) ORDER BY pl.conversation)
       FROM place pl WHERE pl.case_id = c.id),
      '[]'),
    'team', coalesce(
      (SELECT jsonb_agg(jsonb_build_object('personId', m.person_id, 'level', m.level, 'from', m.from_day, 'until', m.until_day) ORDER BY m.person_id)
       FROM membership m WHERE m.case_id = c.id),
      '[]'),
    'map', coalesce(
      (SELECT jsonb_agg(jsonb_build_object(
                'id', r.id, 'role', r.role, 'organisation', r.organisation_id, 'personId', r.person_id,
                'issues', to_jsonb(r.issues), 'signsOff', to_jsonb(r.signs_off),
                'cover', coalesce(
                  (SELECT jsonb_agg(jsonb_build_object('personId', v.person_id, 'from', v.from_day, 'until', v.until_day) ORDER BY v.position)
                   FROM cover v WHERE v.map_role_id = r.id),
                  '[]')) ORDER BY r.position)
       FROM map_role r WHERE r.case_id = c.id),
      '[]'),
    'people', coalesce(
      (SELECT jsonb_object_agg(ps.id, ps.person)
       FROM person_snapshot ps
       WHERE ps.provider_id = c.provider_id AND ps.id IN (
         SELECT c.lead_id
         UNION SELECT m.person_id FROM membership m WHERE m.case_id = c.id
         UNION SELECT r.person_id FROM map_role r WHERE r.case_id = c.id
         UNION SELECT v.person_id FROM cover v JOIN map_role r ON r.id = v.map_role_id WHERE r.case_id = c.id
         UNION SELECT unnest(ARRAY[a.owner, a.asker, a.chaser]) FROM action a WHERE a.case_id = c.id)),
      '{}')
  ) AS file
FROM case_file c
JOIN provider ON provider.id = c.provider_id;

CREATE VIEW action_snapshot AS
SELECT
  a.provider_id,
  a.case_id,
  c.ref AS case_ref,
  a.id,
  a.number,
  a.status,
  a.owner,
  a.asker,
  jsonb_build_object(
    'id', a.id, 'caseId', a.case_id, 'caseRef', c.ref, 'number', a.number, 'status', a.status, 'text', a.text,
    'asker', a.asker, 'owner', a.owner, 'ownerRole', a.owner_role, 'chaser', a.chaser,
    'due', CASE WHEN a.due_day IS NOT NULL
                THEN jsonb_build_object('day', a.due_day, 'time', a.due_time, 'timeZone', a.time_zone) END,
    'dueWords', a.due_words,
    'originalDue', CASE WHEN a.original_due_day IS NOT NULL
                        THEN jsonb_build_object('day', a.original_due_day, 'time', a.original_due_time, 'timeZone', a.time_zone) END,
    'extensions', a.extensions, 'evidenceRequired', a.evidence_required, 'ownerChoices', to_jsonb(a.owner_choices),
    'notYetHeard', a.not_yet_heard, 'level', a.level, 'source', a.source, 'follows', a.follows,
    'blockedBecause', a.blocked_because, 'endedBecause', a.ended_because, 'signedOffBy', a.signed_off_by,
    'createdAt', a.created_at, 'acceptedAt', a.accepted_at, 'closedAt', a.closed_at, 'version', a.version, 'changes', a.changes)
  || jsonb_build_object(
    'request', (SELECT jsonb_build_object('id', q.id, 'by', q.by_person, 'at', q.at, 'why', q.why, 'kind', q.kind,
                         'to', CASE q.kind WHEN 'extension'
                               THEN jsonb_build_object('day', q.to_day, 'time', q.to_time, 'timeZone', a.time_zone)
                               ELSE to_jsonb(q.to_person) END)
                FROM change_request q WHERE q.action_id = a.id AND q.state = 'open' ORDER BY q.at DESC LIMIT 1),
    'latestUpdate', (SELECT jsonb_build_object('by', u.by_person, 'at', u.at, 'text', u.text)
                     FROM action_update u WHERE u.action_id = a.id ORDER BY u.at DESC, u.id DESC LIMIT 1),
    'latestEvidence', (SELECT jsonb_build_object('id', e.id, 'by', e.by_person, 'at', e.at, 'text', e.text)
                       FROM evidence e WHERE e.action_id = a.id ORDER BY e.at DESC, e.id DESC LIMIT 1)
  ) AS action
FROM action a
JOIN case_file c ON c.id = a.case_id;
