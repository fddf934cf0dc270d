-- What the clock needs: when each action, person and room has to be looked at again, what people have settled for themselves, and
-- what is known of a message on its way.

-- What somebody settled about their own digest with `mdt digest`; without a row, the provider's.
CREATE TABLE "digest_setting" (
    "provider_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "is_on" BOOLEAN NOT NULL DEFAULT true,
    "time" TEXT,
    "weekdays" TEXT,

    CONSTRAINT "digest_setting_pkey" PRIMARY KEY ("provider_id","person_id")
);
ALTER TABLE "digest_setting" ADD CONSTRAINT "digest_setting_provider_id_person_id_fkey" FOREIGN KEY ("provider_id", "person_id") REFERENCES "person"("provider_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE digest_setting ADD CONSTRAINT digest_setting_time CHECK (time ~ '^\d\d:\d\d$' AND time < '18:00');
-- 1 is Monday, 7 is Sunday, in order.
ALTER TABLE digest_setting ADD CONSTRAINT digest_setting_weekdays CHECK (weekdays ~ '^1?2?3?4?5?6?7?$' AND weekdays <> '');

-- A person's own leave (`mdt leave`). Days are inclusive.
CREATE TABLE "leave" (
    "id" UUID NOT NULL,
    "provider_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "from_day" TEXT NOT NULL,
    "until_day" TEXT NOT NULL,
    "cover_id" TEXT,
    "said_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "leave_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "leave_provider_id_person_id_idx" ON "leave"("provider_id", "person_id");
ALTER TABLE "leave" ADD CONSTRAINT "leave_provider_id_person_id_fkey" FOREIGN KEY ("provider_id", "person_id") REFERENCES "person"("provider_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE leave ADD CONSTRAINT leave_days CHECK (
  from_day ~ '^\d{4}-\d\d-\d\d$' AND until_day ~ '^\d{4}-\d\d-\d\d$' AND from_day <= until_day);
ALTER TABLE leave ADD CONSTRAINT leave_cover_is_another CHECK (cover_id <> person_id);

-- **Not today**: one person hears nothing of one action before that day.
CREATE TABLE "put_off" (
    "action_id" UUID NOT NULL,
    "person_id" TEXT NOT NULL,
    "until_day" TEXT NOT NULL,

    CONSTRAINT "put_off_pkey" PRIMARY KEY ("action_id","person_id")
);
ALTER TABLE "put_off" ADD CONSTRAINT "put_off_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE put_off ADD CONSTRAINT put_off_day CHECK (until_day ~ '^\d{4}-\d\d-\d\d$');

ALTER TABLE "provider" ADD COLUMN "quiet_hours" TEXT;
ALTER TABLE "case_file" ADD COLUMN "stabilising" BOOLEAN NOT NULL DEFAULT false;
-- Since when an action stands as it does, with whoever it waits for.
ALTER TABLE "action" ADD COLUMN "status_since" TIMESTAMPTZ(3) NOT NULL DEFAULT now();
UPDATE action SET status_since = coalesce(closed_at, accepted_at, created_at);
-- Who acts for an owner outside chat who is away, and since when: the owner stays the owner.
ALTER TABLE "action" ADD COLUMN "acting" TEXT;
ALTER TABLE "action" ADD COLUMN "acting_since" TEXT;
ALTER TABLE action ADD CONSTRAINT action_acting CHECK ((acting IS NULL) = (acting_since IS NULL) AND acting <> owner AND acting_since ~ '^\d{4}-\d\d-\d\d$');

-- When its asker was shown the draft: the card that answers them can get lost on its way. Those of before were answered.
ALTER TABLE "action" ADD COLUMN "shown_at" TIMESTAMPTZ(3);
UPDATE action SET shown_at = created_at;
-- The drafts that a delivery made: the same one again shows those that nobody has seen.
ALTER TABLE "delivery" ADD COLUMN "made" UUID[];
-- What was last decided about it, as the cards say it: a return, a new date or owner, a reopening. The trail has all of them.
ALTER TABLE "action" ADD COLUMN "latest_decision" JSONB;

-- When it had to be said, by the rules' clock; when the message left, in real time, for as long as its fate is not known; the actions
-- that a digest listed.
ALTER TABLE "notice" ADD COLUMN "due_at" TIMESTAMPTZ(3);
ALTER TABLE "notice" ADD COLUMN "sending_since" TIMESTAMPTZ(3);
ALTER TABLE "notice" ADD COLUMN "listed" UUID[];
CREATE INDEX "notice_listed_idx" ON notice USING gin (listed);

-- When each subject has to be looked at next: an action, a person's digest, a room's, a lead's weekly summary. `at` is 1970 where
-- something about it has changed: it is looked at as soon as possible. Moments up to `looked_at` have been dealt with.
CREATE TABLE "agenda" (
    "provider_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "case_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "looked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agenda_pkey" PRIMARY KEY ("provider_id","kind","subject")
);
CREATE INDEX "agenda_at_idx" ON "agenda"("at");
CREATE INDEX "agenda_case_id_idx" ON "agenda"("case_id");
ALTER TABLE agenda ADD CONSTRAINT agenda_kind_known CHECK (kind IN ('action', 'digest', 'room', 'weekly'));

-- Whatever changes what is to be said puts it on the agenda, whoever wrote it: no path of the code can forget to.
CREATE FUNCTION agenda_look(of_provider TEXT, of_kind TEXT, of_subject TEXT, of_case UUID, since TIMESTAMPTZ) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO agenda (provider_id, kind, subject, case_id, at, looked_at)
  VALUES (of_provider, of_kind, of_subject, of_case, 'epoch', since)
  ON CONFLICT (provider_id, kind, subject) DO UPDATE SET at = 'epoch' WHERE agenda.at <> 'epoch'
$$;

-- `case_id` is on rows of actions alone.
CREATE FUNCTION agenda_look_at_cases(ids UUID[]) RETURNS void LANGUAGE sql AS $$
  UPDATE agenda SET at = 'epoch' WHERE case_id = ANY (ids) AND at <> 'epoch'
$$;

CREATE FUNCTION agenda_look_at_person(of_provider TEXT, of_person TEXT) RETURNS void LANGUAGE sql AS $$
  SELECT agenda_look_at_cases(ARRAY(
    SELECT id FROM case_file WHERE provider_id = of_provider AND lead_id = of_person
    UNION SELECT m.case_id FROM membership m JOIN case_file c ON c.id = m.case_id
          WHERE c.provider_id = of_provider AND m.person_id = of_person
    UNION SELECT r.case_id FROM map_role r WHERE r.provider_id = of_provider AND r.person_id = of_person
    UNION SELECT r.case_id FROM cover v JOIN map_role r ON r.id = v.map_role_id
          WHERE r.provider_id = of_provider AND v.person_id = of_person
    UNION SELECT a.case_id FROM action a
          WHERE a.provider_id = of_provider AND a.status NOT IN ('complete', 'not achieved', 'cancelled')
            AND (a.owner = of_person OR a.asker = of_person OR a.chaser = of_person)));
  UPDATE agenda SET at = 'epoch'
  WHERE provider_id = of_provider AND kind IN ('digest', 'weekly') AND subject = of_person AND at <> 'epoch'
$$;

CREATE FUNCTION action_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM agenda_look(NEW.provider_id, 'action', NEW.id::text, NEW.case_id, NEW.created_at);
  RETURN NULL;
END $$;
CREATE TRIGGER action_to_agenda AFTER INSERT OR UPDATE ON action FOR EACH ROW EXECUTE FUNCTION action_to_agenda();

CREATE FUNCTION put_off_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE agenda SET at = 'epoch' WHERE kind = 'action' AND subject = NEW.action_id::text;
  RETURN NULL;
END $$;
CREATE TRIGGER put_off_to_agenda AFTER INSERT OR UPDATE ON put_off FOR EACH ROW EXECUTE FUNCTION put_off_to_agenda();

-- Membership, map and places of a case.
CREATE FUNCTION part_of_case_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM agenda_look_at_cases(ARRAY[coalesce(NEW.case_id, OLD.case_id)]);
  RETURN NULL;
END $$;
CREATE TRIGGER membership_to_agenda AFTER INSERT OR UPDATE OR DELETE ON membership FOR EACH ROW EXECUTE FUNCTION part_of_case_to_agenda();
CREATE TRIGGER map_role_to_agenda AFTER INSERT OR UPDATE OR DELETE ON map_role FOR EACH ROW EXECUTE FUNCTION part_of_case_to_agenda();

CREATE FUNCTION cover_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM agenda_look_at_cases(ARRAY(SELECT case_id FROM map_role WHERE id = coalesce(NEW.map_role_id, OLD.map_role_id)));
  RETURN NULL;
END $$;
CREATE TRIGGER cover_to_agenda AFTER INSERT OR UPDATE OR DELETE ON cover FOR EACH ROW EXECUTE FUNCTION cover_to_agenda();

CREATE FUNCTION place_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM agenda_look(c.provider_id, 'room', NEW.platform || '/' || NEW.workspace || '/' || NEW.conversation, NULL, now())
  FROM case_file c WHERE c.id = NEW.case_id;
  RETURN NULL;
END $$;
CREATE TRIGGER place_to_agenda AFTER INSERT OR UPDATE ON place FOR EACH ROW EXECUTE FUNCTION place_to_agenda();

-- Not for the next action's number, which grows with every draft.
CREATE FUNCTION case_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM agenda_look_at_cases(ARRAY[NEW.id]);
  PERFORM agenda_look(NEW.provider_id, 'weekly', NEW.lead_id, NULL, now());
  RETURN NULL;
END $$;
CREATE TRIGGER case_to_agenda AFTER INSERT OR UPDATE OF lead_id, region, stabilising ON case_file
  FOR EACH ROW EXECUTE FUNCTION case_to_agenda();

CREATE FUNCTION person_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM agenda_look_at_person(NEW.provider_id, NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER person_to_agenda AFTER UPDATE ON person FOR EACH ROW EXECUTE FUNCTION person_to_agenda();

CREATE FUNCTION about_person_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM agenda_look_at_person(coalesce(NEW.provider_id, OLD.provider_id), coalesce(NEW.person_id, OLD.person_id));
  RETURN NULL;
END $$;
CREATE TRIGGER digest_setting_to_agenda AFTER INSERT OR UPDATE OR DELETE ON digest_setting
  FOR EACH ROW EXECUTE FUNCTION about_person_to_agenda();
CREATE TRIGGER leave_to_agenda AFTER INSERT OR UPDATE OR DELETE ON leave FOR EACH ROW EXECUTE FUNCTION about_person_to_agenda();

-- Somebody whom we can write to has a digest. Being seen changes nothing.
CREATE FUNCTION identity_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM agenda_look(NEW.provider_id, 'digest', NEW.person_id, NULL, now());
  PERFORM agenda_look_at_person(NEW.provider_id, NEW.person_id);
  RETURN NULL;
END $$;
CREATE TRIGGER identity_to_agenda AFTER INSERT OR UPDATE OF platform, workspace, user_id, person_id ON identity
  FOR EACH ROW EXECUTE FUNCTION identity_to_agenda();

CREATE FUNCTION provider_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE agenda SET at = 'epoch' WHERE provider_id = NEW.id AND at <> 'epoch';
  RETURN NULL;
END $$;
CREATE TRIGGER provider_to_agenda AFTER UPDATE ON provider FOR EACH ROW EXECUTE FUNCTION provider_to_agenda();

-- What was there before.
INSERT INTO agenda (provider_id, kind, subject, case_id, at, looked_at)
  SELECT provider_id, 'action', id::text, case_id, 'epoch'::timestamptz, now() FROM action
  WHERE status NOT IN ('complete', 'not achieved', 'cancelled')
  UNION SELECT provider_id, 'digest', person_id, NULL::uuid, 'epoch'::timestamptz, now() FROM identity
  UNION SELECT provider_id, 'weekly', lead_id, NULL, 'epoch'::timestamptz, now() FROM case_file
  UNION SELECT c.provider_id, 'room', pl.platform || '/' || pl.workspace || '/' || pl.conversation, NULL, 'epoch'::timestamptz, now()
        FROM place pl JOIN case_file c ON c.id = pl.case_id;

-- The snapshots tell what the new rules ask.
CREATE OR REPLACE VIEW person_snapshot AS
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
    'digest', jsonb_build_object('on', coalesce(d.is_on, true), 'time', d.time, 'weekdays', d.weekdays),
    'identities', coalesce(
      (SELECT jsonb_agg(jsonb_build_object('platform', i.platform, 'workspace', i.workspace, 'user', i.user_id)
                        ORDER BY i.last_seen DESC NULLS LAST, i.platform)
       FROM identity i WHERE i.provider_id = p.provider_id AND i.person_id = p.id),
      '[]')
  ) AS person
FROM person p
JOIN organisation o ON o.provider_id = p.provider_id AND o.id = p.organisation_id
LEFT JOIN digest_setting d ON d.provider_id = p.provider_id AND d.person_id = p.id;

CREATE OR REPLACE VIEW case_snapshot AS
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
    'digestTime', provider.digest_time,
    'quietHours', provider.quiet_hours,
    'stabilising', c.stabilising,
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
    'leave', coalesce(
      (SELECT jsonb_agg(jsonb_build_object('personId', l.person_id, 'from', l.from_day, 'until', l.until_day, 'coverId', l.cover_id)
                        ORDER BY l.from_day, l.said_at)
       FROM leave l
       WHERE l.provider_id = c.provider_id AND l.person_id IN (
         SELECT c.lead_id
         UNION SELECT m.person_id FROM membership m WHERE m.case_id = c.id
         UNION SELECT r.person_id FROM map_role r WHERE r.case_id = c.id)),
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

CREATE OR REPLACE VIEW action_snapshot AS
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
    'statusSince', a.status_since,
    'shown', a.shown_at IS NOT NULL,
    'latestDecision', a.latest_decision,
    'acting', CASE WHEN a.acting IS NOT NULL THEN jsonb_build_object('personId', a.acting, 'since', a.acting_since) END,
    'putOff', coalesce((SELECT jsonb_object_agg(p.person_id, p.until_day) FROM put_off p WHERE p.action_id = a.id), '{}'),
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
