// The floor: Microsoft's own library, which checks the token, reads the activity and answers it with a few words. Nothing else.

import { createServer } from "node:http";
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type Request, type Response, type TurnContext } from "botbuilder";
import { APP_ID, TENANT, TOKEN_ISSUER, TOKEN_SCOPE } from "./teams-activity.ts";

type Given = ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>;

const openId = process.env.TEAMS_OPENID_URL;
const cloud = {
  MicrosoftAppId: APP_ID,
  MicrosoftAppTenantId: TENANT,
  ToBotFromChannelOpenIdMetadataUrl: openId,
  ToBotFromEmulatorOpenIdMetadataUrl: openId,
  ToBotFromChannelTokenIssuer: TOKEN_ISSUER,
  ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${TENANT}`,
  ToChannelFromBotOAuthScope: TOKEN_SCOPE,
  OAuthUrl: "https://api.botframework.com",
  ValidateAuthority: true,
};
// The library would ask Microsoft for its token; one that is there already costs it nothing.
const credentials = {
  isValidAppId: async () => true,
  isAuthenticationDisabled: async () => false,
  createCredentials: async () => ({
    async signRequest(request: { headers: { set(name: string, value: string): void } }) {
      request.headers.set("authorization", "Bearer bench");
      return request;
    },
  }),
};
const adapter = new CloudAdapter(
  new ConfigurationBotFrameworkAuthentication(cloud as unknown as Given[0], credentials as unknown as Given[1]),
);
const SAID = "Done.";

async function answer(context: TurnContext): Promise<void> {
  const body = { statusCode: 200, type: "application/vnd.microsoft.activity.message", value: SAID };
  if (context.activity.type === "invoke") await context.sendActivity({ type: "invokeResponse", value: { status: 200, body } });
  else await context.sendActivity(SAID);
}

createServer(async (req, res) => {
  if (req.url === "/readyz") return void res.end("ready\n");
  const parts: Buffer[] = [];
  for await (const part of req as AsyncIterable<Buffer>) parts.push(part);
  const body: unknown = JSON.parse(Buffer.concat(parts).toString("utf8"));
  const response = {
    socket: res.socket,
    header: (name: string, value: string) => res.setHeader(name, value),
    status: (status: number) => {
      res.statusCode = status;
    },
    send: (said: unknown) => res.write(typeof said === "string" ? said : JSON.stringify(said)),
    end: () => res.end(),
  };
  await adapter.process(Object.assign(req, { body }) as unknown as Request, response as unknown as Response, answer);
}).listen(Number(process.env.PORT), "127.0.0.1");
process.once("SIGTERM", () => process.exit());
