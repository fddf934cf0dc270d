import { type ConfigurationBotFrameworkAuthentication, ConfigurationServiceClientCredentialFactory } from "botbuilder";
import type { TeamsConfig } from "../config.ts";
import { chatError } from "./faults.ts";
import { clientSecretToken } from "./token.ts";

type CredentialsFactory = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]>;
type Credentials = Awaited<ReturnType<CredentialsFactory["createCredentials"]>>;
type SignedRequest = Parameters<Credentials["signRequest"]>[0];

/** With a secret of its own, or as Azure's managed identity, which the library knows how to ask for. */
export function credentialsFactory(config: TeamsConfig, realNow: () => Date): CredentialsFactory {
  const { appId: MicrosoftAppId, tenantId: MicrosoftAppTenantId, appType: MicrosoftAppType } = config;
  if (MicrosoftAppType === "UserAssignedMSI") {
    return new ConfigurationServiceClientCredentialFactory({ MicrosoftAppId, MicrosoftAppTenantId, MicrosoftAppType });
  }
  const token = clientSecretToken(config, realNow);
  const credentials: Credentials = {
    async signRequest(request) {
      request.headers.set("authorization", `Bearer ${await token()}`);
      return request;
    },
  };
  return {
    isValidAppId: async (appId) => appId === MicrosoftAppId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => credentials,
  };
}

export type Token =
  | { kind: "granted" }
  | { kind: "refused"; reason: string }
  /** Microsoft did not answer, so nothing is known of the credentials. */
  | { kind: "unreached"; reason: string };

/** Asks for the bot's token, as anything that is sent would. */
export async function tokenOf(config: TeamsConfig, realNow: () => Date): Promise<Token> {
  try {
    const credentials = await credentialsFactory(config, realNow).createCredentials(
      config.appId,
      config.tokenScope,
      config.loginUrl,
      true,
    );
    await credentials.signRequest({ headers: new Headers() } as unknown as SignedRequest);
    return { kind: "granted" };
  } catch (err) {
    const { fault, message: reason } = chatError(err);
    return { kind: fault === "retryable" ? "unreached" : "refused", reason };
  }
}
