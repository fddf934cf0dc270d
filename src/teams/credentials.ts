import { ConfigurationServiceClientCredentialFactory } from "botbuilder";
import type { TeamsConfig } from "../config.ts";
import { chatError } from "./faults.ts";
import { clientSecretToken } from "./token.ts";

/** The bot's own token: with a secret of its own, or as Azure's managed identity, which the library knows how to ask for. */
export function botToken(config: TeamsConfig, realNow: () => Date): () => Promise<string> {
  return config.appType === "UserAssignedMSI" ? managedIdentityToken(config) : clientSecretToken(config, realNow);
}

type Credentials = Awaited<ReturnType<ConfigurationServiceClientCredentialFactory["createCredentials"]>>;

function managedIdentityToken({ appId, tenantId, appType, tokenScope, loginUrl }: TeamsConfig): () => Promise<string> {
  const factory = new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: tenantId,
    MicrosoftAppType: appType,
  });
  let credentials: Promise<Credentials> | undefined;
  return async () => {
    credentials ??= factory.createCredentials(appId, tokenScope, loginUrl, true);
    // The library hands a token out on requests alone.
    const request = { headers: new Headers() };
    await (await credentials).signRequest(request as unknown as Parameters<Credentials["signRequest"]>[0]);
    return request.headers.get("authorization")?.replace("Bearer ", "") ?? "";
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
    await botToken(config, realNow)();
    return { kind: "granted" };
  } catch (err) {
    const { fault, message: reason } = chatError(err);
    return { kind: fault === "retryable" ? "unreached" : "refused", reason };
  }
}
