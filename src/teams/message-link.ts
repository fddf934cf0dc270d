/** Teams' own addresses, of the public cloud and of sovereign ones. */
const TEAMS_HOSTS = ["teams.microsoft.com", "teams.cloud.microsoft", "teams.microsoft.us", "teams.microsoftonline.cn"];

/** A card says that behind this link is the message: nowhere else than in Teams may it lead. */
function isTeamsLink(link: unknown): link is string {
  if (typeof link !== "string" || !URL.canParse(link)) return false;
  const { protocol, hostname, username, password, port } = new URL(link);
  if (protocol !== "https:" || username || password || port) return false;
  return TEAMS_HOSTS.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}

/** A message in a room of Teams. `thread` where it is a reply in a channel. */
export interface RoomMessage {
  tenant: string;
  conversation: string;
  kind: "channel" | "chat";
  message: string;
  thread?: string | undefined;
}

/** Where Teams opens that message, for those who may read it. */
export function messageLink({ tenant, conversation, kind, message, thread }: RoomMessage): string {
  const [place, id] = [conversation, message].map(encodeURIComponent);
  const link = `https://teams.microsoft.com/l/message/${place}/${id}?tenantId=${encodeURIComponent(tenant)}`;
  if (kind === "chat") return `${link}&context=%7B%22contextType%22%3A%22chat%22%7D`;
  return thread === undefined || thread === message ? link : `${link}&parentMessageId=${encodeURIComponent(thread)}`;
}

export const teamsLink = (link: unknown): string | null => (isTeamsLink(link) ? link : null);

/** What a button sent is for whoever sent it to make up: a link in it to elsewhere is dropped. */
export function withTeamsLink(command: Record<string, unknown>): Record<string, unknown> {
  const { source } = command;
  if (typeof source !== "object" || source === null || Array.isArray(source)) return command;
  return { ...command, source: { ...source, link: teamsLink((source as { link?: unknown }).link) } };
}
