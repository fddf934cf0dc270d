import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postJson } from "../../src/slack/post.ts";

let server: Server;
let address: string;
const heard: { path: string | undefined; type: string | undefined; body: string; port: number | undefined }[] = [];

beforeAll(async () => {
  server = createServer(async (req, res) => {
    const body = await text(req);
    heard.push({ path: req.url, type: req.headers["content-type"], body, port: req.socket.remotePort });
    if (req.url === "/moved") res.writeHead(302, { location: "/elsewhere" });
    if (req.url === "/used-up") res.writeHead(404);
    if (req.url === "/half-way") res.writeHead(200, { "content-length": "100" }).write("ok");
    else res.end("ok");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("postJson", () => {
  it("posts words outside English whole, on a connection that is kept", async () => {
    await postJson(`${address}/first`, { text: "Tŷ · 25 March" });
    // Its answer is read to the end by then.
    await sleep(50);
    await postJson(`${address}/second`, { text: "again" });

    const [first, second] = heard;
    expect(first).toMatchObject({ path: "/first", type: "application/json; charset=utf-8", body: '{"text":"Tŷ · 25 March"}' });
    expect(second?.port).toBe(first?.port);
  });

  // An error that nobody hears would end the service: here it would fail the run.
  it("has posted what was taken, also where the rest of the answer never comes", async () => {
    await postJson(`${address}/half-way`, {}, 100);
    await sleep(300);

    expect(heard.map(({ path }) => path)).toContain("/half-way");
  });

  it("says with which status an answer was not taken", async () => {
    await expect(postJson(`${address}/used-up`, {})).rejects.toThrow("response_url answered 404");
  });

  it("takes no answer anywhere but to the address it was given", async () => {
    await expect(postJson(`${address}/moved`, {})).rejects.toThrow("response_url answered 302");

    expect(heard.map(({ path }) => path)).not.toContain("/elsewhere");
  });

  it("fails where nobody listens", async () => {
    await expect(postJson("http://127.0.0.1:1/", {})).rejects.toThrow(/ECONNREFUSED/);
  });
});
