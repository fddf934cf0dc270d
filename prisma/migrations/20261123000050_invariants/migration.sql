-- What the schema cannot say, and what no fault of the code may break.

-- Words that the code switches on.
ALTER TABLE identity ADD CONSTRAINT identity_platform_known CHECK (platform IN ('slack', 'teams'));
ALTER TABLE place ADD CONSTRAINT place_platform_known CHECK (platform IN ('slack', 'teams'));
ALTER TABLE place ADD CONSTRAINT place_audience_known CHECK (audience IN ('case', 'provider', 'mixed'));
ALTER TABLE membership ADD CONSTRAINT membership_level_known CHECK (level IN ('coordination', 'care', 'restricted'));
ALTER TABLE ladder_step ADD CONSTRAINT ladder_step_on_known CHECK (opens_on IN ('overdue', 'blocked', 'request'));
ALTER TABLE action ADD CONSTRAINT action_level_known CHECK (level IN ('coordination', 'care', 'restricted'));
ALTER TABLE action ADD CONSTRAINT action_status_known CHECK (
  status IN ('draft', 'proposed', 'open', 'blocked', 'evidence submitted', 'complete', 'not achieved', 'cancelled'));
ALTER TABLE change_request ADD CONSTRAINT change_request_kind_known CHECK (kind IN ('extension', 'reassignment'));
ALTER TABLE change_request ADD CONSTRAINT change_request_state_known CHECK (state IN ('open', 'approved', 'declined', 'superseded'));
ALTER TABLE notice ADD CONSTRAINT notice_state_known CHECK (state IN ('waiting', 'sent', 'skipped', 'dead'));
ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_result_known CHECK (result IN ('done', 'refused'));

-- Days and times are compared as text, so only one form of each may get in.
ALTER TABLE membership ADD CONSTRAINT membership_days CHECK (
  from_day ~ '^\d{4}-\d\d-\d\d$' AND until_day ~ '^\d{4}-\d\d-\d\d$' AND from_day <= until_day);
ALTER TABLE cover ADD CONSTRAINT cover_days CHECK (
  from_day ~ '^\d{4}-\d\d-\d\d$' AND until_day ~ '^\d{4}-\d\d-\d\d$' AND from_day <= until_day);
ALTER TABLE action ADD CONSTRAINT action_days CHECK (
  due_day ~ '^\d{4}-\d\d-\d\d$' AND original_due_day ~ '^\d{4}-\d\d-\d\d$');
ALTER TABLE action ADD CONSTRAINT action_times CHECK (
  due_time ~ '^\d\d:\d\d$' AND original_due_time ~ '^\d\d:\d\d$');
ALTER TABLE action ADD CONSTRAINT action_time_has_day CHECK (
  (due_time IS NULL OR due_day IS NOT NULL) AND (original_due_time IS NULL OR original_due_day IS NOT NULL));

-- An action is whole or it is a draft. A draft that was discarded is cancelled as it stood.
ALTER TABLE action ADD CONSTRAINT action_whole_or_draft CHECK (
  status IN ('draft', 'cancelled')
  OR (text IS NOT NULL AND owner IS NOT NULL AND due_day IS NOT NULL AND evidence_required IS NOT NULL));

-- Complete means signed off, by somebody other than the owner.
ALTER TABLE action ADD CONSTRAINT action_complete_means_signed_off CHECK (
  status <> 'complete' OR (signed_off_by IS NOT NULL AND signed_off_by <> owner));

ALTER TABLE action ADD CONSTRAINT action_number_positive CHECK (number > 0);
ALTER TABLE action ADD CONSTRAINT action_counts CHECK (extensions >= 0 AND version > 0 AND changes > 0);

-- A request asks for what its kind says, and is decided by somebody or by nobody.
ALTER TABLE change_request ADD CONSTRAINT change_request_asks CHECK (
  CASE kind WHEN 'extension' THEN to_day IS NOT NULL AND to_person IS NULL
            ELSE to_person IS NOT NULL AND to_day IS NULL AND to_time IS NULL END);
ALTER TABLE change_request ADD CONSTRAINT change_request_decided CHECK (
  (state IN ('approved', 'declined')) = (decided_by IS NOT NULL AND decided_at IS NOT NULL));
CREATE UNIQUE INDEX change_request_one_open ON change_request (action_id) WHERE state = 'open';

-- A notice waits or is settled, and has one reader at most.
ALTER TABLE notice ADD CONSTRAINT notice_settled CHECK ((state = 'waiting') = (settled_at IS NULL));
ALTER TABLE notice ADD CONSTRAINT notice_one_reader CHECK (person_id IS NULL OR place_id IS NULL);

-- The trail is added to and never changed. Statement triggers: even a change of no rows is refused.
ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_seq_positive CHECK (seq > 0);
ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_hashes CHECK (hash ~ '^[0-9a-f]{64}$' AND prev_hash ~ '^[0-9a-f]{64}$');

CREATE FUNCTION refuse_change_of_trail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % refused: the trail is only added to', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_trail();
CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_trail();
CREATE TRIGGER audit_head_only_grows BEFORE UPDATE ON audit_head
  FOR EACH ROW WHEN (NEW.seq <= OLD.seq OR NEW.provider_id <> OLD.provider_id) EXECUTE FUNCTION refuse_change_of_trail();
