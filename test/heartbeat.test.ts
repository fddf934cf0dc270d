import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { heartbeat } from "../src/heartbeat.ts";

let server: Server;
let asked: string[];
let logged: string[];
let answer: RequestListener;
const log = pino({ level: "warn" }, { write: (line: string) => void logged.push(line) });
beforeEach(async () => {
  [asked, logged] = [[], []];
  answer = (_, res) => res.end("ok");
  server = createServer((req, res) => {
    asked.push(`${req.method} ${req.url}`);
    answer(req, res);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
});
afterEach(() => server.close());

const url = (path = "/ping/opensesame") => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

describe("the heartbeat", () => {
  it("asks for the address once, and says nothing where that was taken", async () => {
    await heartbeat(url(), log)();

    expect(asked).toEqual(["GET /ping/opensesame"]);
    expect(logged).toEqual([]);
  });

  it("asks nobody where there is no address", async () => {
    await heartbeat(null, log)();
    expect(asked).toEqual([]);
  });

  it("follows nobody elsewhere", async () => {
    answer = (_, res) => res.writeHead(302, { location: url("/elsewhere") }).end();
    await heartbeat(url(), log)();

    expect(asked).toEqual(["GET /ping/opensesame"]);
    expect(logged).toHaveLength(1);
  });

  it("logs that it was refused or did not arrive, without its address, and stops nothing", async () => {
    answer = (_, res) => res.writeHead(503).end();
    await heartbeat(url(), log)();
    await heartbeat("http://127.0.0.1:9/opensesame", log)();

    expect(logged).toHaveLength(2);
    expect(logged[0]).toContain('"status":503');
    expect(logged.join()).not.toContain("opensesame");
  });
});
