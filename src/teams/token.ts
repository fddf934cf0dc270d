import { z } from "zod";
import type { TeamsConfig } from "../config.ts";

/** Microsoft refuses a token; `code` is its own word for why. */
export class TokenError extends Error {
  override name = "TokenError";
  readonly status: number;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
  }
}

const PATIENCE_MS = 10_000;

/** A token is renewed this long before it ends: one that ends on its way is refused. */
const EARLY_MS = 5 * 60_000;

const Granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number() });
const Refused = z.object({ error: z.string().max(100) });

type Secret = Pick<TeamsConfig, "appId" | "appPassword" | "tenantId" | "loginUrl" | "tokenScope">;

/**
 * The bot's own token, for what it sends: asked for once and kept until shortly before it ends. MSAL would do; it takes no authority
 * that is not Microsoft's, and this is the one request of it that a bot makes.
 *
 * @throws TokenError where it is refused
 */
export function clientSecretToken(secret: Secret, realNow: () => Date): () => Promise<string> {
  let kept: { token: string; until: number } | null = null;
  let asking: Promise<string> | null = null;

  async function ask(): Promise<string> {
    const { access_token: token, expires_in: seconds } = await request(secret);
    kept = { token, until: realNow().getTime() + seconds * 1000 - EARLY_MS };
    return token;
  }

  return () => {
    if (kept && realNow().getTime() < kept.until) return Promise.resolve(kept.token);
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  };
}

async function request({ appId, appPassword, tenantId, loginUrl, tokenScope }: Secret): Promise<z.infer<typeof Granted>> {
  const response = await fetch(`${loginUrl}/${tenantId}/oauth2/v2.0/token`, {
    method: "POST",
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE_MS),
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: appId,
      client_secret: appPassword ?? "",
      scope: tokenScope,
    }),
  });
  const said: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new TokenError(response.status, Refused.safeParse(said).data?.error ?? `http ${response.status}`);
  const granted = Granted.safeParse(said).data;
  if (!granted) throw new TokenError(502, "no token in the answer");
  return granted;
}
