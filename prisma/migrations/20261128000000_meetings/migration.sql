-- Meetings of a case and their minutes, and what an action knows of the meeting and of the message that it was made from.

-- A meeting as it stands; the trail has every change. It ends only with a day on which what was agreed is looked at again.
CREATE TABLE "meeting" (
    "id" UUID NOT NULL,
    "provider_id" TEXT NOT NULL,
    "case_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "follow_up_day" TEXT,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "meeting_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "meeting_case_id_number_key" ON "meeting"("case_id", "number");
ALTER TABLE "meeting" ADD CONSTRAINT "meeting_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE meeting ADD CONSTRAINT meeting_state_known CHECK (state IN ('open', 'ended'));
ALTER TABLE meeting ADD CONSTRAINT meeting_counts CHECK (number > 0 AND version > 0);
ALTER TABLE meeting ADD CONSTRAINT meeting_ended CHECK ((state = 'ended') = (ended_at IS NOT NULL));
ALTER TABLE meeting ADD CONSTRAINT meeting_followed_up CHECK (state <> 'ended' OR follow_up_day IS NOT NULL);
ALTER TABLE meeting ADD CONSTRAINT meeting_follow_up_day CHECK (follow_up_day ~ '^\d{4}-\d\d-\d\d$');
-- Of two people who start one at once, the second finds that of the first.
CREATE UNIQUE INDEX meeting_one_open ON meeting (case_id) WHERE state = 'open';

-- A message of ours that shows a meeting and is kept true.
CREATE TABLE "meeting_card" (
    "id" UUID NOT NULL,
    "provider_id" TEXT NOT NULL,
    "meeting_id" UUID NOT NULL,
    "place_id" UUID NOT NULL,
    "message" JSONB NOT NULL,
    "shown_version" INTEGER NOT NULL,

    CONSTRAINT "meeting_card_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "meeting_card_meeting_id_idx" ON "meeting_card"("meeting_id");
ALTER TABLE "meeting_card" ADD CONSTRAINT "meeting_card_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was sent out of a meeting, by version. A correction is a new version, and the earlier one is kept.
CREATE TABLE "minutes" (
    "meeting_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_person" TEXT NOT NULL,
    "why" TEXT,
    "body" JSONB NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "minutes_pkey" PRIMARY KEY ("meeting_id","version")
);
ALTER TABLE "minutes" ADD CONSTRAINT "minutes_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE minutes ADD CONSTRAINT minutes_version_positive CHECK (version > 0);
ALTER TABLE minutes ADD CONSTRAINT minutes_corrected_because CHECK ((version = 1) = (why IS NULL));
CREATE TRIGGER minutes_append_only BEFORE UPDATE OR DELETE ON minutes
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_trail();

-- The meeting that a draft was made in, and what became of the message that it was made from.
ALTER TABLE "action" ADD COLUMN "meeting_id" UUID;
ALTER TABLE "action" ADD COLUMN "source_state" TEXT;
CREATE INDEX "action_source_key_idx" ON "action"("source_key");
CREATE INDEX "action_meeting_id_idx" ON "action"("meeting_id");
ALTER TABLE "action" ADD CONSTRAINT "action_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE action ADD CONSTRAINT action_source_state_known CHECK (source_state IN ('changed', 'removed'));

-- The agenda: `meeting` by its id, while it is open, and until what was agreed in it has been looked at again.
ALTER TABLE agenda DROP CONSTRAINT agenda_kind_known;
ALTER TABLE agenda ADD CONSTRAINT agenda_kind_known
  CHECK (kind IN ('action', 'digest', 'room', 'weekly', 'escalation', 'threshold', 'meeting'));

CREATE FUNCTION meeting_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM agenda_look(NEW.provider_id, 'meeting', NEW.id::text, NEW.case_id, NEW.changed_at);
  RETURN NULL;
END $$;
CREATE TRIGGER meeting_to_agenda AFTER INSERT OR UPDATE ON meeting FOR EACH ROW EXECUTE FUNCTION meeting_to_agenda();

-- Who is asked about a meeting hangs on the same things as who hears of an action.
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
  WHERE c.id = ANY (ids) AND agenda.provider_id = c.provider_id AND agenda.kind = 'threshold' AND agenda.subject = c.id::text;
  UPDATE agenda SET at = 'epoch'
  FROM meeting m
  WHERE m.case_id = ANY (ids) AND agenda.provider_id = m.provider_id AND agenda.kind = 'meeting' AND agenda.subject = m.id::text
$$;

-- The snapshot tells which meeting an action comes from.
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
    'meetingId', a.meeting_id,
    'sourceState', a.source_state,
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
