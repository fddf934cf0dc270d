// The floor: Slack's own library, which checks the signature, reads the command and acknowledges it. Nothing else.

import bolt from "@slack/bolt";

const receiver = new bolt.HTTPReceiver({
  signingSecret: process.env.SLACK_SIGNING_SECRET ?? "",
  endpoints: "/slack/events",
  customRoutes: [{ path: "/readyz", method: "GET", handler: (_req, res) => void res.writeHead(200).end("ready\n") }],
});
const app = new bolt.App({ receiver, authorize: async () => ({ botToken: "xoxb-bench" }) });
app.command(/.*/, ({ ack }) => ack());
await app.start({ port: Number(process.env.PORT), host: "127.0.0.1" });
process.once("SIGTERM", () => process.exit());
