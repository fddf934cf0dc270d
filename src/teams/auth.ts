import { type Activity, ConfigurationBotFrameworkAuthentication } from "botbuilder";
import { isLoopback, type TeamsConfig } from "../config.ts";
import { credentialsFactory } from "./credentials.ts";

type Authentication = ConfigurationBotFrameworkAuthentication;
type Authenticated = Awaited<ReturnType<Authentication["authenticateRequest"]>>;

/** Why a request is not let in. Said in the log, never to the sender. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly status: 401 | 403;
  constructor(status: 401 | 403, reason: string) {
    super(reason);
    this.status = status;
  }
}

/**
 * Who may talk to the bot, and the bot's own token. The library's checks are not enough by themselves: it runs an activity that names
 * no `serviceUrl`, lets in other channels, the emulator and every tenant, and where the app id is empty everybody.
 */
export class TeamsAuthentication extends ConfigurationBotFrameworkAuthentication {
  readonly #config: TeamsConfig;

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
    super(
      cloud as unknown as ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[0],
      credentialsFactory(config, realNow),
    );
    this.#config = config;
  }

  /** @throws Refusal, or what the library throws: whoever catches says 401 */
  override async authenticateRequest(activity: Partial<Activity>, authHeader: string): Promise<Authenticated> {
    const { appId, tokenIssuer, allowedTenants, serviceHosts } = this.#config;
    if (activity.channelId !== "msteams") throw new Refusal(401, "another channel");
    if (!isServiceHost(activity.serviceUrl, serviceHosts)) throw new Refusal(401, "another service host");
    const result = await super.authenticateRequest(activity as Activity, authHeader);
    const claims = result.claimsIdentity;
    const expected = { iss: tokenIssuer, aud: appId, serviceurl: activity.serviceUrl };
    for (const [claim, value] of Object.entries(expected)) {
      // The library takes tokens of emulators and of other bots from other issuers.
      if (claims.getClaimValue(claim) !== value) throw new Refusal(401, `another ${claim}`);
    }
    const tenants = tenantsOf(activity);
    if (tenants.length === 0 || tenants.some((tenant) => !allowedTenants.includes(tenant)))
      throw new Refusal(403, "another tenant");
    return result;
  }
}

/** Every tenant that an activity names: of the conversation, of the team, of the person. Lower case. */
function tenantsOf({ conversation, channelData, from }: Partial<Activity>): string[] {
  const named = [conversation?.tenantId, channelData?.tenant?.id, (from as { tenantId?: string } | undefined)?.tenantId];
  return named.filter((tenant) => typeof tenant === "string").map((tenant) => tenant.toLowerCase());
}

/** Whether the bot's token may go there: a host of the settings, over https; plain http on this machine alone. */
export function isServiceHost(serviceUrl: unknown, hosts: readonly string[]): boolean {
  if (typeof serviceUrl !== "string" || !URL.canParse(serviceUrl)) return false;
  const { protocol, hostname, username, password } = new URL(serviceUrl);
  if (username || password) return false;
  if (protocol !== "https:" && !(protocol === "http:" && isLoopback(hostname))) return false;
  return hosts.some((host) => (host.startsWith("*.") ? hostname.endsWith(host.slice(1)) : hostname === host));
}
