import { isLoopback } from "../config.ts";

/** Whether the bot's token may go there: a host of the settings, over https; plain http on this machine alone. */
export function isServiceHost(serviceUrl: unknown, hosts: readonly string[]): boolean {
  if (typeof serviceUrl !== "string" || !URL.canParse(serviceUrl)) return false;
  const { protocol, hostname, username, password } = new URL(serviceUrl);
  if (username || password) return false;
  if (protocol !== "https:" && !(protocol === "http:" && isLoopback(hostname))) return false;
  return hosts.some((host) => (host.startsWith("*.") ? hostname.endsWith(host.slice(1)) : hostname === host));
}
