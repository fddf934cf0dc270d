import { randomBytes } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { APP, TOKEN_ISSUER } from "./app-identity.ts";

const KEY_ID = "rehearsal";

/** How long a token is good for, in seconds: those that the service gets, and those that it receives. */
const LIFE = 3600;

/**
 * The keys and tokens of the stand-in. Requests to the service carry a token signed with a key made at the start; the service's own
 * requests carry one that was issued here. All of them live on real time.
 */
export function createTokens({ realNow }: { realNow(): Date }) {
  const keys = generateKeyPair("RS256");
  const issued = new Map<string, number>();

  return {
    /** The key set, as the OpenID document's `jwks_uri` serves it. */
    async keySet() {
      const { publicKey } = await keys;
      const key = await exportJWK(publicKey);
      return { keys: [{ ...key, kid: KEY_ID, use: "sig", alg: "RS256", endorsements: ["msteams"] }] };
    },

    /** Signs a request from Teams: only this bot may take it, and answers go to this address only. */
    async sign(serviceUrl: string): Promise<string> {
      const { privateKey } = await keys;
      const now = Math.floor(+realNow() / 1000);
      return new SignJWT({ serviceurl: serviceUrl })
        .setProtectedHeader({ alg: "RS256", kid: KEY_ID, typ: "JWT" })
        .setIssuer(TOKEN_ISSUER)
        .setAudience(APP.appId)
        .setIssuedAt(now)
        .setNotBefore(now)
        .setExpirationTime(now + LIFE)
        .sign(privateKey);
    },

    issue(): { access_token: string; token_type: "Bearer"; expires_in: number } {
      const token = randomBytes(24).toString("base64url");
      issued.set(token, +realNow() + LIFE * 1000);
      return { access_token: token, token_type: "Bearer", expires_in: LIFE };
    },

    isGood: (token: string): boolean => (issued.get(token) ?? 0) > +realNow(),
  };
}

export type Tokens = ReturnType<typeof createTokens>;
