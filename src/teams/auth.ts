import { type Activity, ConfigurationBotFrameworkAuthentication } from "botbuilder";
import type { TeamsConfig } from "../config.ts";
import { isServiceHost } from "./service-host.ts";

type Authenticated = Awaited<ReturnType<ConfigurationBotFrameworkAuthentication["authenticateRequest"]>>;
type Bot = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]>;

/** Why a request is not let in. Said in the log, never to the sender. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly status: 401 | 403;
  constructor(status: 401 | 403, reason: string) {
    super(reason);
    this.status = status;
  }
}

/** Short beside the hour that a token lives, so that a key which Microsoft withdraws does not open the door for long. */
const VERIFIED_FOR_MS = 5 * 60_000;
const VERIFIED_KEPT = 100;

/** The library lets a token live five minutes beyond its end; clocks that are kept are not that far apart. */
const CLOCKS_APART_MS = 60_000;

/**
 * Who may talk to the bot. The library's checks are not enough by themselves: it runs an activity that names
 * no `serviceUrl`, lets in other channels, the emulator and every tenant, and where the app id is empty everybody.
 */
export class TeamsAuthentication extends ConfigurationBotFrameworkAuthentication {
  readonly #config: TeamsConfig;
  readonly #realNow: () => Date;
  /** For which service address, and until when, each token need not be verified anew. */
  readonly #verified = new Map<string, { serviceUrl: unknown; until: number }>();

  constructor(config: TeamsConfig, realNow: () => Date) {
    // Set whole: the library takes its own for what is missing only where none of them is set.
    const cloud = {
      MicrosoftAppId: config.appId,
      MicrosoftAppTenantId: config.tenantId,
      ToBotFromChannelOpenIdMetadataUrl: config.openIdUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: config.openIdUrl,
      ToBotFromChannelTokenIssuer: config.tokenIssuer,
      ToChannelFromBotLoginUrl: `${config.loginUrl}/${config.tenantId}`,
      ToChannelFromBotOAuthScope: config.tokenScope,
      OAuthUrl: "https://api.botframework.com",
      ValidateAuthority: true,
    };
    const bot: Bot = {
      isValidAppId: async (appId) => appId === config.appId,
      isAuthenticationDisabled: async () => false,
      // What the bot sends goes through connector.ts.
      createCredentials: () => Promise.reject(new Error("teams: only the door asks the library")),
    };
    super(cloud as unknown as ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[0], bot);
    this.#config = config;
    this.#realNow = realNow;
  }

  /**
   * Lets a request in, or throws: a Refusal, or what the library throws, which counts as 401. Teams sends one token along with many
   * requests; what was verified just now is not verified anew, while everything that the request itself says is looked at each time.
   */
  async admit(activity: Partial<Activity>, authHeader: string): Promise<void> {
    const now = this.#realNow().getTime();
    this.#requireTeams(activity);
    const verified = this.#verified.get(authHeader);
    if (!verified || verified.serviceUrl !== activity.serviceUrl || verified.until <= now) {
      const { claimsIdentity } = await this.authenticateRequest(activity, authHeader);
      const ends = Number(claimsIdentity.getClaimValue("exp")) * 1000;
      if (!(ends + CLOCKS_APART_MS > now)) throw new Refusal(401, "a token that has ended");
      this.#verified.set(authHeader, { serviceUrl: activity.serviceUrl, until: Math.min(ends, now + VERIFIED_FOR_MS) });
      if (this.#verified.size > VERIFIED_KEPT) this.#verified.delete(this.#verified.keys().next().value ?? "");
    }
    const tenants = tenantsOf(activity);
    const { allowedTenants } = this.#config;
    if (tenants.length === 0 || tenants.some((tenant) => !allowedTenants.includes(tenant)))
      throw new Refusal(403, "another tenant");
  }

  override async authenticateRequest(activity: Partial<Activity>, authHeader: string): Promise<Authenticated> {
    this.#requireTeams(activity);
    const result = await super.authenticateRequest(activity as Activity, authHeader);
    const { appId, tokenIssuer } = this.#config;
    const expected = { iss: tokenIssuer, aud: appId, serviceurl: activity.serviceUrl };
    for (const [claim, value] of Object.entries(expected)) {
      // The library takes tokens of emulators and of other bots from other issuers.
      if (result.claimsIdentity.getClaimValue(claim) !== value) throw new Refusal(401, `another ${claim}`);
    }
    return result;
  }

  #requireTeams({ channelId, serviceUrl }: Partial<Activity>): void {
    if (channelId !== "msteams") throw new Refusal(401, "another channel");
    if (!isServiceHost(serviceUrl, this.#config.serviceHosts)) throw new Refusal(401, "another service host");
  }
}

/** Every tenant that an activity names: of the conversation, of the team, of the person. Lower case. */
function tenantsOf({ conversation, channelData, from }: Partial<Activity>): string[] {
  const named = [conversation?.tenantId, channelData?.tenant?.id, (from as { tenantId?: string } | undefined)?.tenantId];
  return named.filter((tenant) => typeof tenant === "string").map((tenant) => tenant.toLowerCase());
}
