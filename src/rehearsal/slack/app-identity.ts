/** Who our app is in the stand-in workspace, as Slack would have named it at installation. */
export const APP = {
  name: "Followthrough",
  appId: "A0FOLLOWUP",
  botId: "B0FOLLOWUP",
  botUser: "U0FOLLOWUP",
  teamName: "Rehearsal",
  teamDomain: "rehearsal",
} as const;

/** Slack's own voice: what the client itself tells one person. */
export const SLACKBOT = "USLACKBOT";

/** What the manifest asks for; `auth.test` reports it as Slack does, in a header. */
export const SCOPES = [
  "app_mentions:read",
  "channels:history",
  "channels:read",
  "chat:write",
  "commands",
  "groups:history",
  "groups:read",
  "im:history",
  "im:read",
  "im:write",
  "users:read",
  "users:read.email",
];

/** The slash commands that the manifest declares. */
export const SLASH_COMMANDS = ["/action", "/mdt"];
