import { randomUUID } from "node:crypto";

export const SIGNING_SECRET = "bench-signing-secret";

/** The fields of a typed command, as Slack posts them. */
export type Slash = ReturnType<typeof slash>;

/** `/action <text>` by one of the sample people in one of the sample rooms; each one is a delivery of its own. */
export function slash(sinkPort: number, { user, channel, text }: { user: string; channel: string; text: string }) {
  const id = randomUUID();
  return {
    token: "unused",
    team_id: "T0REHEARSE",
    team_domain: "harbour",
    channel_id: channel,
    channel_name: "room",
    user_id: user,
    user_name: user.toLowerCase(),
    command: "/action",
    text,
    api_app_id: "A0BENCH",
    is_enterprise_install: "false",
    response_url: `http://127.0.0.1:${sinkPort}/respond/${id}`,
    trigger_id: id,
  };
}
