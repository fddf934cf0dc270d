import { randomUUID } from "node:crypto";

export const APP_ID = "f0110000-0000-4000-8000-000000000001";
/** The sample's. */
export const TENANT = "11111111-1111-4111-8111-111111111111";
export const TOKEN_ISSUER = "https://api.botframework.com";
export const TOKEN_SCOPE = "https://api.botframework.com/.default";

/** Harriet of the sample, in her personal chat with us. */
const common = (sinkPort: number) => ({
  id: randomUUID(),
  channelId: "msteams",
  serviceUrl: serviceUrl(sinkPort),
  from: { id: "29:1harriet", name: "Harriet", aadObjectId: "aaaaaaaa-0000-4000-8000-000000000001" },
  recipient: { id: `28:${APP_ID}`, name: "Followthrough" },
  conversation: { id: "a:1harriet", tenantId: TENANT, conversationType: "personal" },
  channelData: { tenant: { id: TENANT } },
  locale: "en-GB",
  entities: [{ type: "clientInfo", locale: "en-GB", country: "GB", platform: "Web", timezone: "Europe/London" }],
});

export const serviceUrl = (sinkPort: number): string => `http://127.0.0.1:${sinkPort}/connector/`;

/** Words typed; each one is a delivery of its own, and so is each press. */
export const typed = (sinkPort: number, text: string) => ({ ...common(sinkPort), type: "message", textFormat: "plain", text });

/** A pressed button of a card, with what was filled in. */
export const pressed = (sinkPort: number, command: { do: string; [field: string]: unknown }) => ({
  ...common(sinkPort),
  type: "invoke",
  name: "adaptiveCard/action",
  replyToId: "1800000000000",
  value: { action: { type: "Action.Execute", title: "Press", verb: command.do, data: command }, trigger: "manual" },
});
