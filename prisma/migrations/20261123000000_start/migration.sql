-- The tables of schema.prisma, as the schema engine writes them. What the schema cannot say is in the next migration.

CREATE TABLE "provider" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "digest_time" TEXT NOT NULL,
    "escalate_at" TEXT NOT NULL,

    CONSTRAINT "provider_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "organisation" (
    "provider_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("provider_id","id")
);

CREATE TABLE "person" (
    "provider_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "email" TEXT,
    "time_zone" TEXT,
    "quiet_hours" TEXT,

    CONSTRAINT "person_pkey" PRIMARY KEY ("provider_id","id")
);

CREATE TABLE "identity" (
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,

    CONSTRAINT "identity_pkey" PRIMARY KEY ("platform","workspace","user_id")
);

CREATE TABLE "case_file" (
    "id" UUID NOT NULL,
    "provider_id" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "lead_id" TEXT NOT NULL,
    "region" TEXT,
    "protected_terms" TEXT[],
    "next_number" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "case_file_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "place" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "conversation" TEXT NOT NULL,
    "audience" TEXT NOT NULL,

    CONSTRAINT "place_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "membership" (
    "case_id" UUID NOT NULL,
    "person_id" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "from_day" TEXT,
    "until_day" TEXT,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("case_id","person_id")
);

CREATE TABLE "map_role" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "provider_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "issues" TEXT[],
    "signs_off" TEXT[],
    "position" INTEGER NOT NULL,

    CONSTRAINT "map_role_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "cover" (
    "id" UUID NOT NULL,
    "map_role_id" UUID NOT NULL,
    "person_id" TEXT NOT NULL,
    "from_day" TEXT,
    "until_day" TEXT,
    "position" INTEGER NOT NULL,

    CONSTRAINT "cover_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ladder_step" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "opens_on" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "acknowledge_within" TEXT NOT NULL,

    CONSTRAINT "ladder_step_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "action" (
    "id" UUID NOT NULL,
    "provider_id" TEXT NOT NULL,
    "case_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "text" TEXT,
    "asker" TEXT NOT NULL,
    "owner" TEXT,
    "owner_role" TEXT,
    "chaser" TEXT,
    "due_day" TEXT,
    "due_time" TEXT,
    "due_words" TEXT,
    "original_due_day" TEXT,
    "original_due_time" TEXT,
    "time_zone" TEXT NOT NULL,
    "extensions" INTEGER NOT NULL DEFAULT 0,
    "evidence_required" TEXT,
    "owner_choices" TEXT[],
    "not_yet_heard" BOOLEAN NOT NULL DEFAULT false,
    "level" TEXT NOT NULL DEFAULT 'coordination',
    "source" JSONB,
    "source_key" TEXT,
    "follows" TEXT,
    "blocked_because" TEXT,
    "ended_because" TEXT,
    "signed_off_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "changes" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "action_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "action_update" (
    "id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "by_person" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "action_update_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "evidence" (
    "id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "by_person" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "change_request" (
    "id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "by_person" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "why" TEXT,
    "to_day" TEXT,
    "to_time" TEXT,
    "to_person" TEXT,
    "state" TEXT NOT NULL DEFAULT 'open',
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "because" TEXT,

    CONSTRAINT "change_request_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "audit_entry" (
    "provider_id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT,
    "actor_name" TEXT,
    "actor_role" TEXT,
    "organisation" TEXT,
    "cover_for" TEXT,
    "verb" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "case_ref" TEXT,
    "action_number" INTEGER,
    "before" JSONB,
    "after" JSONB,
    "why" TEXT,
    "origin" JSONB NOT NULL,
    "prev_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("provider_id","seq")
);

CREATE TABLE "audit_head" (
    "provider_id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("provider_id")
);

CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "provider_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "case_id" UUID,
    "action_id" UUID,
    "person_id" TEXT,
    "place_id" UUID,
    "lane" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "message" JSONB,
    "reason" TEXT,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "live_card" (
    "id" UUID NOT NULL,
    "provider_id" TEXT NOT NULL,
    "action_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "person_id" TEXT,
    "place_id" UUID,
    "message" JSONB NOT NULL,
    "shown_changes" INTEGER NOT NULL,

    CONSTRAINT "live_card_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "lane" (
    "key" TEXT NOT NULL,
    "free_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lane_pkey" PRIMARY KEY ("key")
);

CREATE TABLE "delivery" (
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("key")
);

CREATE INDEX "identity_platform_user_id_idx" ON "identity"("platform", "user_id");
CREATE UNIQUE INDEX "identity_provider_id_person_id_platform_key" ON "identity"("provider_id", "person_id", "platform");
CREATE UNIQUE INDEX "case_file_provider_id_ref_key" ON "case_file"("provider_id", "ref");
CREATE INDEX "place_platform_workspace_conversation_idx" ON "place"("platform", "workspace", "conversation");
CREATE UNIQUE INDEX "place_case_id_platform_workspace_conversation_key" ON "place"("case_id", "platform", "workspace", "conversation");
CREATE UNIQUE INDEX "map_role_case_id_role_key" ON "map_role"("case_id", "role");
CREATE UNIQUE INDEX "ladder_step_case_id_position_key" ON "ladder_step"("case_id", "position");
CREATE INDEX "action_provider_id_owner_status_idx" ON "action"("provider_id", "owner", "status");
CREATE INDEX "action_provider_id_asker_status_idx" ON "action"("provider_id", "asker", "status");
CREATE UNIQUE INDEX "action_case_id_number_key" ON "action"("case_id", "number");
CREATE UNIQUE INDEX "action_case_id_source_key_key" ON "action"("case_id", "source_key");
CREATE INDEX "action_update_action_id_at_idx" ON "action_update"("action_id", "at");
CREATE INDEX "evidence_action_id_at_idx" ON "evidence"("action_id", "at");
CREATE INDEX "change_request_action_id_at_idx" ON "change_request"("action_id", "at");
CREATE INDEX "audit_entry_provider_id_case_ref_action_number_seq_idx" ON "audit_entry"("provider_id", "case_ref", "action_number", "seq");
CREATE UNIQUE INDEX "notice_key_key" ON "notice"("key");
CREATE INDEX "notice_state_lane_seq_idx" ON "notice"("state", "lane", "seq");
CREATE INDEX "notice_action_id_idx" ON "notice"("action_id");
CREATE INDEX "live_card_action_id_idx" ON "live_card"("action_id");
CREATE INDEX "delivery_at_idx" ON "delivery"("at");

ALTER TABLE "organisation" ADD CONSTRAINT "organisation_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "provider"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "person" ADD CONSTRAINT "person_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "provider"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "person" ADD CONSTRAINT "person_provider_id_organisation_id_fkey" FOREIGN KEY ("provider_id", "organisation_id") REFERENCES "organisation"("provider_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "identity" ADD CONSTRAINT "identity_provider_id_person_id_fkey" FOREIGN KEY ("provider_id", "person_id") REFERENCES "person"("provider_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "provider"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "place" ADD CONSTRAINT "place_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "membership" ADD CONSTRAINT "membership_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "map_role" ADD CONSTRAINT "map_role_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "map_role" ADD CONSTRAINT "map_role_provider_id_organisation_id_fkey" FOREIGN KEY ("provider_id", "organisation_id") REFERENCES "organisation"("provider_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "cover" ADD CONSTRAINT "cover_map_role_id_fkey" FOREIGN KEY ("map_role_id") REFERENCES "map_role"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ladder_step" ADD CONSTRAINT "ladder_step_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "action" ADD CONSTRAINT "action_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "action_update" ADD CONSTRAINT "action_update_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "change_request" ADD CONSTRAINT "change_request_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "live_card" ADD CONSTRAINT "live_card_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
