// Slack, as cheap as it can be: takes every message and answer, and tells how many answers it has had.

import { createServer } from "node:http";

let answers = 0;
let messages = 0;

createServer((req, res) => {
  req.resume();
  req.once("end", () => {
    if (req.url === "/answers") {
      res.end(String(answers));
    } else if (req.url?.startsWith("/respond/")) {
      answers += 1;
      res.end("ok");
    } else {
      messages += 1;
      res.writeHead(200, { "content-type": "application/json" });
      res.end(JSON.stringify({ ok: true, channel: "C0BENCH", ts: `1800000000.${String(messages).padStart(6, "0")}` }));
    }
  });
}).listen(Number(process.env.PORT), "127.0.0.1");
process.once("SIGTERM", () => process.exit());
