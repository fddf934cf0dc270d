-- Where a platform that must be written to under a reference (Teams) lets us write, and who its people are to us there.
CREATE TABLE "conversation_reference" (
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "conversation" TEXT NOT NULL,
    "user_id" TEXT,
    "service_url" TEXT NOT NULL,
    "bot_id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversation_reference_pkey" PRIMARY KEY ("platform","workspace","conversation")
);

CREATE INDEX "conversation_reference_platform_workspace_user_id_idx" ON "conversation_reference"("platform", "workspace", "user_id");

CREATE TABLE "platform_account" (
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "account" TEXT NOT NULL,

    CONSTRAINT "platform_account_pkey" PRIMARY KEY ("platform","workspace","user_id")
);

CREATE INDEX "platform_account_platform_workspace_account_idx" ON "platform_account"("platform", "workspace", "account");

-- When somebody was last seen on each platform: a person on two of them is written to there.
ALTER TABLE "identity" ADD COLUMN "last_seen" TIMESTAMPTZ(3);

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
    'identities', coalesce(
      (SELECT jsonb_agg(jsonb_build_object('platform', i.platform, 'workspace', i.workspace, 'user', i.user_id)
                        ORDER BY i.last_seen DESC NULLS LAST, i.platform)
       FROM identity i WHERE i.provider_id = p.provider_id AND i.person_id = p.id),
      '[]')
  ) AS person
FROM person p
JOIN organisation o ON o.provider_id = p.provider_id AND o.id = p.organisation_id;
