import { isLoopback } from "../config.ts";

/** Whether the bot's token may go there: a host of the settings, over https; plain http on this machine alone. */
export function isServiceHost(serviceUrl: unknown, hosts: readonly string[]): boolean {
  const url = typeof serviceUrl === "string" ? URL.parse(serviceUrl) : null;
  if (!url) return false;
  const { protocol, hostname, username, password } = url;
  if (username || password) return false;
  if (protocol !== "https:" && !(protocol === "http:" && isLoopback(hostname))) return false;
  return hosts.some((host) => (host.startsWith("*.") ? hostname.endsWith(host.slice(1)) : hostname === host));
}
