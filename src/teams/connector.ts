import { ChatError } from "../chat/chat.ts";
import type { TeamsConfig } from "../config.ts";
import { isServiceHost, type TeamsAuthentication } from "./auth.ts";

type Factory = ReturnType<TeamsAuthentication["createConnectorFactory"]>;
export type Connector = Awaited<ReturnType<Factory["create"]>>;

/** The pipeline that a connector's requests go through, which its type keeps to itself. */
interface Piped {
  client: { pipeline: { removePolicy(policy: { name: string }): unknown } };
}

/**
 * Clients of the Bot Connector, one for each of its addresses. They try once: to try again is the outbox's to do, at its own pace. They
 * follow no redirect: the bot's token goes only where the settings allow.
 */
export function connectors(
  authentication: TeamsAuthentication,
  { appId, tokenScope, serviceHosts }: Pick<TeamsConfig, "appId" | "tokenScope" | "serviceHosts">,
): (serviceUrl: string) => Promise<Connector> {
  const us = { getClaimValue: () => appId } as unknown as Parameters<TeamsAuthentication["createConnectorFactory"]>[0];
  const factory = authentication.createConnectorFactory(us);
  const made = new Map<string, Promise<Connector>>();

  async function make(serviceUrl: string): Promise<Connector> {
    const connector = await factory.create(serviceUrl, tokenScope);
    const { pipeline } = (connector as unknown as Piped).client;
    for (const name of ["defaultRetryPolicy", "redirectPolicy"]) pipeline.removePolicy({ name });
    return connector;
  }

  return async (serviceUrl) => {
    if (!isServiceHost(serviceUrl, serviceHosts)) throw new ChatError("misconfigured", "TEAMS_SERVICE_HOSTS lacks the host");
    const connector = made.get(serviceUrl) ?? make(serviceUrl);
    made.set(serviceUrl, connector);
    return connector;
  };
}
