/** Who our app is in the stand-in tenant, as the Azure Bot and its manifest would name it. */
export const APP = {
  name: "Followthrough",
  appId: "f0110000-0000-4000-8000-000000000001",
  /** How the app is named in conversations. */
  botUser: "28:f0110000-0000-4000-8000-000000000001",
} as const;

/** The tenant of people whose set-up names none; it is the sample's. */
export const TENANT = "11111111-1111-4111-8111-111111111111";

/** Who signs the requests that the service receives. */
export const TOKEN_ISSUER = "https://api.botframework.com";

/** What the service asks a token for. */
export const TOKEN_SCOPE = "https://api.botframework.com/.default";

/** The message action as the manifest names it. */
export const MAKE_ACTION = "makeAction";
