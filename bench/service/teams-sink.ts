// Microsoft, as cheap as it can be: serves the key that requests are signed with, gives tokens, takes every message and tells how many.

import { createServer } from "node:http";
import { TOKEN_ISSUER } from "./teams-activity.ts";

const { PORT, PUBLIC_KEY = "{}" } = process.env;
const openId = {
  issuer: TOKEN_ISSUER,
  jwks_uri: `http://127.0.0.1:${PORT}/keys`,
  id_token_signing_alg_values_supported: ["RS256"],
};
let messages = 0;

createServer((req, res) => {
  req.resume();
  req.once("end", (): void => {
    const { url = "" } = req;
    if (url === "/messages") return void res.end(String(messages));
    if (url.includes("/v3/conversations")) messages += 1;
    const said = JSON.stringify(answerTo(url));
    res.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(said) }).end(said);
  });
}).listen(Number(PORT), "127.0.0.1");
process.once("SIGTERM", () => process.exit());

function answerTo(url: string): object {
  if (url === "/openid") return openId;
  if (url === "/keys") return { keys: [JSON.parse(PUBLIC_KEY)] };
  if (url.startsWith("/login/")) return { access_token: "bench", token_type: "Bearer", expires_in: 3600 };
  return { id: `1800000000${String(messages).padStart(6, "0")}` };
}
