/** Teams' own addresses, of the public cloud and of sovereign ones. */
const TEAMS_HOSTS = ["teams.microsoft.com", "teams.cloud.microsoft", "teams.microsoft.us", "teams.microsoftonline.cn"];

/** A card says that behind this link is the message: nowhere else than in Teams may it lead. */
function isTeamsLink(link: unknown): link is string {
  if (typeof link !== "string" || !URL.canParse(link)) return false;
  const { protocol, hostname, username, password, port } = new URL(link);
  if (protocol !== "https:" || username || password || port) return false;
  return TEAMS_HOSTS.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}

export const teamsLink = (link: unknown): string | null => (isTeamsLink(link) ? link : null);

/** What a button sent is for whoever sent it to make up: a link in it to elsewhere is dropped. */
export function withTeamsLink(command: Record<string, unknown>): Record<string, unknown> {
  const { source } = command;
  if (typeof source !== "object" || source === null || Array.isArray(source)) return command;
  return { ...command, source: { ...source, link: teamsLink((source as { link?: unknown }).link) } };
}
