-- What the clock needs: when each action, person and room has to be looked at again, what people have settled for themselves, and
-- what is known of a message on its way.

-- What somebody settled about their own digest with `mdt digest`; without a row, the provider's.
CREATE TABLE "digest_setting" (
    "provider_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "is_on" BOOLEAN NOT NULL DEFAULT true,
    "time" TEXT,
    "weekdays" TEXT,
    "off_since" TIMESTAMPTZ(3),

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

-- When somebody last changed it, by the rules' clock.
ALTER TABLE "action" ADD COLUMN "changed_at" TIMESTAMPTZ(3);
-- Cases are read with their cover, many at once.
CREATE INDEX "cover_map_role_id_idx" ON "cover"("map_role_id");
-- The auditor's own way to what is due.
CREATE INDEX "action_due_day_id_idx" ON "action"("due_day", "id");
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
-- Of digests alone: everything else lists nothing, and is written often.
CREATE INDEX "notice_listed_idx" ON notice USING gin (listed) WHERE listed IS NOT NULL;
-- A card of several messages: how many of them have been taken, and the card that they are of. `asked`: how often the platform could not
-- say whether a message had arrived.
ALTER TABLE "notice" ADD COLUMN "pages" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "notice" ADD COLUMN "card" JSONB;
ALTER TABLE "notice" ADD COLUMN "asked" INTEGER NOT NULL DEFAULT 0;
CREATE INDEX "notice_kind_person_id_idx" ON "notice"("kind", "person_id");

-- What was said in a conversation, or in a whole workspace, as far as its pace depends on it; the latest first. `limited`: conversations
-- that the platform slowed down since anything was taken. `trouble`: what an administrator has to mend.
ALTER TABLE "lane" ADD COLUMN "sends" TIMESTAMPTZ(3)[];
ALTER TABLE "lane" ADD COLUMN "paid_until" TIMESTAMPTZ(3);
ALTER TABLE "lane" ADD COLUMN "limited" TEXT[];
ALTER TABLE "lane" ADD COLUMN "limited_since" TIMESTAMPTZ(3);
ALTER TABLE "lane" ADD COLUMN "trouble" TEXT;
ALTER TABLE "lane" ADD COLUMN "trouble_since" TIMESTAMPTZ(3);

-- Since when somebody cannot be reached there, until they are heard from again.
ALTER TABLE "identity" ADD COLUMN "gone_since" TIMESTAMPTZ(3);

-- When each subject has to be looked at next: an action, a person's digest, a room's, a lead's weekly summary. `at` is 1970 where
-- something about it has changed: it is looked at as soon as possible; it is infinity where time alone brings nothing. Moments up to
-- `looked_at` have been dealt with.
CREATE TABLE "agenda" (
    "provider_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "case_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "looked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agenda_pkey" PRIMARY KEY ("provider_id","kind","subject")
);
CREATE INDEX "agenda_kind_at_case_id_idx" ON "agenda"("kind", "at", "case_id");
-- When each part of the clock's work was last done to its end, in real time, whichever replica did it.
CREATE TABLE "pass" (
    "name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pass_pkey" PRIMARY KEY ("name")
);

ALTER TABLE agenda ADD CONSTRAINT agenda_kind_known CHECK (kind IN ('action', 'digest', 'room', 'weekly'));

-- Whatever changes what is to be said puts it on the agenda, whoever wrote it: no path of the code can forget to. Rows that stand there
-- already are written, or at least locked, all the same: the planner holds its rows while it reads, and would otherwise put one back on
-- what it read just before the change.
--
-- `since` is the moment of the change. Where nothing was due before it, what the change itself moves into the past is not said.
CREATE FUNCTION agenda_look(of_provider TEXT, of_kind TEXT, of_subject TEXT, of_case UUID, since TIMESTAMPTZ) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO agenda (provider_id, kind, subject, case_id, at, looked_at)
  VALUES (of_provider, of_kind, of_subject, of_case, 'epoch', since)
  ON CONFLICT (provider_id, kind, subject) DO UPDATE
  SET at = 'epoch', looked_at = CASE WHEN agenda.at > since THEN greatest(agenda.looked_at, since) ELSE agenda.looked_at END
  WHERE agenda.at <> 'epoch'
$$;

-- The actions lead to their rows: an index of the agenda by case would have to be written at every look.
CREATE FUNCTION agenda_look_at_cases(ids UUID[]) RETURNS void LANGUAGE sql AS $$
  UPDATE agenda SET at = 'epoch'
  FROM action a
  WHERE a.case_id = ANY (ids) AND a.status NOT IN ('complete', 'not achieved', 'cancelled')
    AND agenda.provider_id = a.provider_id AND agenda.kind = 'action' AND agenda.subject = a.id::text
$$;

-- Whose digest, weekly summary or room reads of these cases: their working days decide when.
CREATE FUNCTION agenda_look_at_readers(ids UUID[]) RETURNS void LANGUAGE sql AS $$
  UPDATE agenda SET at = 'epoch'
  FROM (SELECT c.provider_id, 'weekly' AS kind, c.lead_id AS subject FROM case_file c WHERE c.id = ANY (ids)
        UNION SELECT c.provider_id, 'digest', c.lead_id FROM case_file c WHERE c.id = ANY (ids)
        UNION SELECT c.provider_id, 'digest', m.person_id FROM case_file c JOIN membership m ON m.case_id = c.id WHERE c.id = ANY (ids)
        UNION SELECT r.provider_id, 'digest', v.person_id FROM map_role r JOIN cover v ON v.map_role_id = r.id WHERE r.case_id = ANY (ids)
        UNION SELECT c.provider_id, 'room', pl.platform || '/' || pl.workspace || '/' || pl.conversation
              FROM case_file c JOIN place pl ON pl.case_id = c.id WHERE c.id = ANY (ids)) AS reader
  WHERE agenda.provider_id = reader.provider_id AND agenda.kind = reader.kind AND agenda.subject = reader.subject
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
  WHERE provider_id = of_provider AND kind IN ('digest', 'weekly') AND subject = of_person
$$;

CREATE FUNCTION action_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM agenda_look(NEW.provider_id, 'action', NEW.id::text, NEW.case_id, coalesce(NEW.changed_at, NEW.created_at));
  RETURN NULL;
END $$;
CREATE TRIGGER action_to_agenda AFTER INSERT OR UPDATE ON action FOR EACH ROW EXECUTE FUNCTION action_to_agenda();

CREATE FUNCTION put_off_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE agenda SET at = 'epoch' WHERE kind = 'action' AND subject = NEW.action_id::text;
  RETURN NULL;
END $$;
CREATE TRIGGER put_off_to_agenda AFTER INSERT OR UPDATE ON put_off FOR EACH ROW EXECUTE FUNCTION put_off_to_agenda();

-- Membership, map and places of a case. Once a statement: an import writes hundreds of rows of one case, and each would touch the
-- agenda of all its readers.
CREATE FUNCTION parts_of_cases_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE cases UUID[] := ARRAY(SELECT DISTINCT case_id FROM changed);
BEGIN
  PERFORM agenda_look_at_cases(cases);
  PERFORM agenda_look_at_readers(cases);
  RETURN NULL;
END $$;
CREATE TRIGGER membership_added_to_agenda AFTER INSERT ON membership REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION parts_of_cases_to_agenda();
CREATE TRIGGER membership_changed_to_agenda AFTER UPDATE ON membership REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION parts_of_cases_to_agenda();
CREATE TRIGGER membership_removed_to_agenda AFTER DELETE ON membership REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION parts_of_cases_to_agenda();
CREATE TRIGGER map_role_added_to_agenda AFTER INSERT ON map_role REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION parts_of_cases_to_agenda();
CREATE TRIGGER map_role_changed_to_agenda AFTER UPDATE ON map_role REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION parts_of_cases_to_agenda();
CREATE TRIGGER map_role_removed_to_agenda AFTER DELETE ON map_role REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION parts_of_cases_to_agenda();

CREATE FUNCTION cover_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM agenda_look_at_cases(ARRAY(SELECT case_id FROM map_role WHERE id = coalesce(NEW.map_role_id, OLD.map_role_id)));
  PERFORM agenda_look_at_readers(ARRAY(SELECT case_id FROM map_role WHERE id = coalesce(NEW.map_role_id, OLD.map_role_id)));
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
  PERFORM agenda_look_at_readers(ARRAY[NEW.id]);
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
CREATE TRIGGER identity_to_agenda AFTER INSERT ON identity FOR EACH ROW EXECUTE FUNCTION identity_to_agenda();
CREATE TRIGGER identity_change_to_agenda AFTER UPDATE ON identity FOR EACH ROW
  WHEN ((OLD.platform, OLD.workspace, OLD.user_id, OLD.person_id, OLD.gone_since)
        IS DISTINCT FROM (NEW.platform, NEW.workspace, NEW.user_id, NEW.person_id, NEW.gone_since))
  EXECUTE FUNCTION identity_to_agenda();

CREATE FUNCTION provider_to_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE agenda SET at = 'epoch' WHERE provider_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER provider_to_agenda AFTER UPDATE ON provider FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION provider_to_agenda();

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

-- A case without its people, whom whoever reads many cases reads once.
CREATE VIEW case_part AS
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
         UNION SELECT r.person_id FROM map_role r WHERE r.case_id = c.id
         UNION SELECT v.person_id FROM cover v JOIN map_role r ON r.id = v.map_role_id WHERE r.case_id = c.id)),
      '[]')
  ) AS part
FROM case_file c
JOIN provider ON provider.id = c.provider_id;

CREATE OR REPLACE VIEW case_snapshot AS
SELECT
  c.provider_id,
  c.id,
  c.ref,
  c.lead_id,
  c.part || jsonb_build_object(
    'people', coalesce(
      (SELECT jsonb_object_agg(ps.id, ps.person)
       FROM person_snapshot ps
       WHERE ps.provider_id = c.provider_id AND ps.id IN (
         SELECT c.lead_id
         UNION SELECT m.person_id FROM membership m WHERE m.case_id = c.id
         UNION SELECT r.person_id FROM map_role r WHERE r.case_id = c.id
         UNION SELECT v.person_id FROM cover v JOIN map_role r ON r.id = v.map_role_id WHERE r.case_id = c.id
         UNION SELECT unnest(ARRAY[a.owner, a.asker, a.chaser, a.acting]) FROM action a WHERE a.case_id = c.id)),
      '{}')
  ) AS file
FROM case_part c;

-- Which working days a case has, and whether anything in it is not ended: all that a digest's moment asks of it.
CREATE VIEW case_days AS
SELECT
  c.provider_id,
  c.id,
  coalesce(c.region, provider.region) AS region,
  c.stabilising,
  EXISTS (SELECT FROM action a WHERE a.case_id = c.id AND a.status NOT IN ('complete', 'not achieved', 'cancelled')) AS live
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
