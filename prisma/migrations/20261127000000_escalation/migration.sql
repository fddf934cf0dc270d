-- What escalation needs: ladders and thresholds by version, incidents, and escalations with everything that happened to them.

-- To use where a message does not arrive.
ALTER TABLE "person" ADD COLUMN "phone" TEXT;

-- Who hears when something stays undone, as it was agreed at each time. The latest version is in force; what has begun goes on by the
-- version that it began with. Without `by_person` it came with the set-up file.
CREATE TABLE "ladder" (
    "case_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_person" TEXT,
    "why" TEXT,
    "steps" JSONB NOT NULL,

    CONSTRAINT "ladder_pkey" PRIMARY KEY ("case_id","version")
);
ALTER TABLE "ladder" ADD CONSTRAINT "ladder_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE ladder ADD CONSTRAINT ladder_version_positive CHECK (version > 0);
INSERT INTO ladder (case_id, version, at, steps)
  SELECT case_id, 1, now(), jsonb_agg(jsonb_build_object(
           'on', opens_on, 'after', "after", 'role', role, 'acknowledgeWithin', acknowledge_within,
           'mayDecide', '["approve", "decline", "pass-on"]'::jsonb) ORDER BY position)
  FROM ladder_step GROUP BY case_id;
DROP TABLE "ladder_step";

-- Since when the owner's clock runs: it stops with evidence, and begins anew where that is returned or an ended action is opened again.
ALTER TABLE "action" ADD COLUMN "running_since" TIMESTAMPTZ(3);
UPDATE action SET running_since = status_since WHERE status IN ('proposed', 'open', 'blocked');
-- Since when a request waits to be decided.
ALTER TABLE "action" ADD COLUMN "asked_since" TIMESTAMPTZ(3);
UPDATE action SET asked_since = q.at FROM change_request q WHERE q.action_id = action.id AND q.state = 'open';
-- The escalation that is open about it, and what the ladder was climbed for already, by cause: the same is not escalated twice.
ALTER TABLE "action" ADD COLUMN "escalation" UUID;
ALTER TABLE "action" ADD COLUMN "climbed" JSONB NOT NULL DEFAULT '{}';

-- A matter that was taken to named people: what it is about, whom it reached and by when they had to answer, what was decided. A row is
-- what its events add up to.
CREATE TABLE "escalation" (
    "id" UUID NOT NULL,
    "provider_id" TEXT NOT NULL,
    "case_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "action_id" UUID,
    "thread_id" UUID,
    "state" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "escalation_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "escalation_case_id_number_key" ON "escalation"("case_id", "number");
CREATE INDEX "escalation_action_id_idx" ON "escalation"("action_id");
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE escalation ADD CONSTRAINT escalation_state_known CHECK (state IN ('open', 'decided', 'closed'));
ALTER TABLE escalation ADD CONSTRAINT escalation_counts CHECK (number > 0 AND version > 0);
-- New facts on the same matter join the open thread.
CREATE UNIQUE INDEX escalation_one_open ON escalation (action_id) WHERE state = 'open';

-- What happened to an escalation, in order. Rows are only ever added.
CREATE TABLE "escalation_event" (
    "escalation_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "escalation_event_pkey" PRIMARY KEY ("escalation_id","seq")
);
ALTER TABLE "escalation_event" ADD CONSTRAINT "escalation_event_escalation_id_fkey" FOREIGN KEY ("escalation_id") REFERENCES "escalation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER escalation_event_append_only BEFORE UPDATE OR DELETE ON escalation_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_trail();

-- A message of ours that shows an escalation and is kept true: where its thread begins in a room, or a card somebody was sent.
CREATE TABLE "escalation_card" (
    "id" UUID NOT NULL,
    "provider_id" TEXT NOT NULL,
    "escalation_id" UUID NOT NULL,
    "person_id" TEXT,
    "place_id" UUID,
    "message" JSONB NOT NULL,
    "thread" TEXT,
    "link" TEXT,
    "shown_version" INTEGER NOT NULL,

    CONSTRAINT "escalation_card_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "escalation_card_escalation_id_idx" ON "escalation_card"("escalation_id");
ALTER TABLE "escalation_card" ADD CONSTRAINT "escalation_card_escalation_id_fkey" FOREIGN KEY ("escalation_id") REFERENCES "escalation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- The thread that somebody writes in, by the message that it begins with: platform/workspace/conversation/message.
CREATE INDEX "escalation_card_thread_idx" ON "escalation_card"("thread");

ALTER TABLE "notice" ADD COLUMN "escalation_id" UUID;
CREATE INDEX "notice_escalation_id_idx" ON notice (escalation_id) WHERE escalation_id IS NOT NULL;

-- What happened to the person, as it was recorded. The text is for restricted eyes.
CREATE TABLE "incident" (
    "id" UUID NOT NULL,
    "provider_id" TEXT NOT NULL,
    "case_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "injury" TEXT NOT NULL,
    "concerns" TEXT[],
    "text" TEXT,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "incident_case_id_number_key" ON "incident"("case_id", "number");
CREATE INDEX "incident_case_id_at_idx" ON "incident"("case_id", "at");
ALTER TABLE "incident" ADD CONSTRAINT "incident_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE incident ADD CONSTRAINT incident_injury_known CHECK (injury IN ('none', 'minor', 'serious'));
ALTER TABLE incident ADD CONSTRAINT incident_number_positive CHECK (number > 0);

-- Thresholds agreed in writing. A version that everybody has agreed to is never changed again; until then a change begins a new
-- revision, and what was agreed to before it no longer counts.
CREATE TABLE "threshold" (
    "case_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "signatories" JSONB NOT NULL,
    "owner" TEXT NOT NULL,
    "drafted_by" TEXT NOT NULL,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL,
    "why" TEXT,
    "agreed_at" TIMESTAMPTZ(3),

    CONSTRAINT "threshold_pkey" PRIMARY KEY ("case_id","version")
);
ALTER TABLE "threshold" ADD CONSTRAINT "threshold_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE threshold ADD CONSTRAINT threshold_counts CHECK (version > 0 AND revision > 0);
CREATE UNIQUE INDEX threshold_one_draft ON threshold (case_id) WHERE agreed_at IS NULL;

-- Incidents that follow each other closely, and what was asked of people because of them. One at a time in a case.
CREATE TABLE "cluster" (
    "id" UUID NOT NULL,
    "provider_id" TEXT NOT NULL,
    "case_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "thread_id" UUID,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "cluster_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "cluster" ADD CONSTRAINT "cluster_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE UNIQUE INDEX cluster_one_open ON cluster (case_id) WHERE closed_at IS NULL;

-- Each time a rule was crossed, with the facts that did it. The same facts never fire twice.
CREATE TABLE "firing" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "rule" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "cluster_id" UUID,
    "escalation_id" UUID NOT NULL,

    CONSTRAINT "firing_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "firing_case_id_rule_key_key" ON "firing"("case_id", "rule", "key");
CREATE INDEX "firing_case_id_at_idx" ON "firing"("case_id", "at");
CREATE INDEX "firing_cluster_id_idx" ON "firing"("cluster_id");
ALTER TABLE "firing" ADD CONSTRAINT "firing_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER firing_append_only BEFORE UPDATE OR DELETE ON firing
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_trail();

-- After a cluster the thresholds are looked at again: keep, change or retire.
CREATE TABLE "threshold_review" (
    "id" UUID NOT NULL,
    "provider_id" TEXT NOT NULL,
    "case_id" UUID NOT NULL,
    "cluster_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "owner" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "due_day" TEXT NOT NULL,
    "decision" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "why" TEXT,

    CONSTRAINT "threshold_review_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "threshold_review_cluster_id_key" ON "threshold_review"("cluster_id");
CREATE INDEX "threshold_review_case_id_idx" ON "threshold_review"("case_id");
ALTER TABLE "threshold_review" ADD CONSTRAINT "threshold_review_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "threshold_review" ADD CONSTRAINT "threshold_review_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE threshold_review ADD CONSTRAINT threshold_review_decision_known CHECK (decision IN ('keep', 'change', 'retire'));
ALTER TABLE threshold_review ADD CONSTRAINT threshold_review_decided CHECK (
  (decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL));
ALTER TABLE threshold_review ADD CONSTRAINT threshold_review_day CHECK (due_day ~ '^\d{4}-\d\d-\d\d$');

-- The agenda: `escalation` by its id, while it is open; `threshold` by the case, for clusters and reviews.
ALTER TABLE agenda DROP CONSTRAINT agenda_kind_known;
ALTER TABLE agenda ADD CONSTRAINT agenda_kind_known CHECK (kind IN ('action', 'digest', 'room', 'weekly', 'escalation', 'threshold'));

-- What ends or changes an action may end what is asked of people about it.
CREATE OR REPLACE FUNCTION action_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM agenda_look(NEW.provider_id, 'action', NEW.id::text, NEW.case_id, coalesce(NEW.changed_at, NEW.created_at));
  IF NEW.escalation IS NOT NULL THEN
    UPDATE agenda SET at = 'epoch' WHERE provider_id = NEW.provider_id AND kind = 'escalation' AND subject = NEW.escalation::text;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION escalation_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM agenda_look(NEW.provider_id, 'escalation', NEW.id::text, NEW.case_id, NEW.opened_at);
  -- Whether risk is raised decides on which days people are spoken to.
  IF NEW.state = 'decided' THEN
    PERFORM agenda_look_at_cases(ARRAY[NEW.case_id]);
    PERFORM agenda_look_at_readers(ARRAY[NEW.case_id]);
  END IF;
  -- A cluster ends once nothing of it waits to be decided.
  UPDATE agenda SET at = 'epoch' WHERE provider_id = NEW.provider_id AND kind = 'threshold' AND subject = NEW.case_id::text;
  RETURN NULL;
END $$;
CREATE TRIGGER escalation_to_agenda AFTER INSERT OR UPDATE ON escalation FOR EACH ROW EXECUTE FUNCTION escalation_to_agenda();

-- Rules of thresholds ask about actions for as long as a cluster lasts.
CREATE FUNCTION cluster_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM agenda_look(NEW.provider_id, 'threshold', NEW.case_id::text, NEW.case_id, NEW.opened_at);
  PERFORM agenda_look_at_cases(ARRAY[NEW.case_id]);
  PERFORM agenda_look_at_readers(ARRAY[NEW.case_id]);
  RETURN NULL;
END $$;
CREATE TRIGGER cluster_to_agenda AFTER INSERT OR UPDATE ON cluster FOR EACH ROW EXECUTE FUNCTION cluster_to_agenda();

CREATE FUNCTION review_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM agenda_look(NEW.provider_id, 'threshold', NEW.case_id::text, NEW.case_id, NEW.opened_at);
  RETURN NULL;
END $$;
CREATE TRIGGER review_to_agenda AFTER INSERT OR UPDATE ON threshold_review FOR EACH ROW EXECUTE FUNCTION review_to_agenda();

CREATE FUNCTION threshold_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM agenda_look_at_cases(ARRAY[NEW.case_id]);
  RETURN NULL;
END $$;
CREATE TRIGGER threshold_to_agenda AFTER INSERT OR UPDATE ON threshold FOR EACH ROW EXECUTE FUNCTION threshold_to_agenda();

CREATE FUNCTION ladder_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM agenda_look_at_cases(ARRAY[NEW.case_id]);
  RETURN NULL;
END $$;
CREATE TRIGGER ladder_to_agenda AFTER INSERT ON ladder FOR EACH ROW EXECUTE FUNCTION ladder_to_agenda();

-- Who hears of an escalation hangs on the same things as who hears of an action: map, cover, team, leave, people.
CREATE OR REPLACE FUNCTION agenda_look_at_cases(ids UUID[]) RETURNS void LANGUAGE sql AS $$
  UPDATE agenda SET at = 'epoch'
  FROM action a
  WHERE a.case_id = ANY (ids) AND a.status NOT IN ('complete', 'not achieved', 'cancelled')
    AND agenda.provider_id = a.provider_id AND agenda.kind = 'action' AND agenda.subject = a.id::text;
  UPDATE agenda SET at = 'epoch'
  FROM escalation e
  WHERE e.case_id = ANY (ids) AND e.state = 'open'
    AND agenda.provider_id = e.provider_id AND agenda.kind = 'escalation' AND agenda.subject = e.id::text;
  UPDATE agenda SET at = 'epoch'
  FROM case_file c
  WHERE c.id = ANY (ids) AND agenda.provider_id = c.provider_id AND agenda.kind = 'threshold' AND agenda.subject = c.id::text
$$;

-- Risk is raised where the set-up file says so, and from the decision that stabilisation starts to the decision that it has ended.
CREATE FUNCTION is_stabilising(of_case UUID, by_set_up BOOLEAN) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
  SELECT by_set_up OR EXISTS (
    SELECT FROM cluster k JOIN firing f ON f.cluster_id = k.id JOIN escalation e ON e.id = f.escalation_id
    WHERE k.case_id = of_case AND k.closed_at IS NULL AND e.state = 'decided'
      AND e.body->'decision'->'verdict'->>'what' = 'stabilisation' AND e.body->>'closed' IS NULL)
$$;

-- The snapshots tell what the new rules ask.
CREATE OR REPLACE VIEW case_part AS
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
    'stabilising', is_stabilising(c.id, c.stabilising),
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
         UNION SELECT r.person_id FROM map_role r WHERE r.case_id = c.id
         UNION SELECT v.person_id FROM cover v JOIN map_role r ON r.id = v.map_role_id WHERE r.case_id = c.id)),
      '[]')
  ) AS part
FROM case_file c
JOIN provider ON provider.id = c.provider_id;

CREATE OR REPLACE VIEW case_days AS
SELECT
  c.provider_id,
  c.id,
  coalesce(c.region, provider.region) AS region,
  is_stabilising(c.id, c.stabilising) AS stabilising,
  EXISTS (SELECT FROM action a WHERE a.case_id = c.id AND a.status NOT IN ('complete', 'not achieved', 'cancelled')) AS live
FROM case_file c
JOIN provider ON provider.id = c.provider_id;

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
    'phone', p.phone,
    'timeZone', p.time_zone,
    'quietHours', p.quiet_hours,
    'digest', jsonb_build_object('on', coalesce(d.is_on, true), 'time', d.time, 'weekdays', d.weekdays),
    'digestOffSince', d.off_since,
    'identities', coalesce(
      (SELECT jsonb_agg(jsonb_build_object('platform', i.platform, 'workspace', i.workspace, 'user', i.user_id)
                                  || CASE WHEN i.gone_since IS NULL THEN '{}' ELSE '{"gone": true}'::jsonb END
                        ORDER BY i.last_seen DESC NULLS LAST, i.platform)
       FROM identity i WHERE i.provider_id = p.provider_id AND i.person_id = p.id),
      '[]')
  ) AS person
FROM person p
JOIN organisation o ON o.provider_id = p.provider_id AND o.id = p.organisation_id
LEFT JOIN digest_setting d ON d.provider_id = p.provider_id AND d.person_id = p.id;

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
    'runningSince', a.running_since,
    'askedSince', a.asked_since,
    'escalation', a.escalation,
    'climbed', a.climbed,
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
