import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { connector } from "../../src/teams/connector.ts";

let close: () => void;
afterEach(() => close());

/** What a call comes to where Microsoft answers like this, and nothing may come for a fifth of a second. */
async function called(answering: RequestListener): Promise<unknown> {
  const server = createServer(answering).listen(0, "127.0.0.1");
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  await once(server, "listening");
  const call = connector(async () => "token", { serviceHosts: ["127.0.0.1"] }, 200);
  return call(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { method: "GET", path: "conversations" });
}

// An error that nobody hears would end the service: here it would fail the run.
describe("an answer of the connector", () => {
  it("is taken also where it is empty", async () => {
    expect(await called((_req, res) => res.end())).toEqual({});
  });

  it("is given up where it never begins", async () => {
    await expect(called(() => {})).rejects.toThrow("did not answer in time");
  });

  it("is given up where it stops half-way", async () => {
    const halfWay: RequestListener = (_req, res) => res.writeHead(200, { "content-length": "100" }).write('{"id":');

    await expect(called(halfWay)).rejects.toThrow();
  });

  it("is given up where it is cut off", async () => {
    const cutOff: RequestListener = (_req, res) => {
      res.writeHead(200, { "content-length": "100" }).write('{"id":', () => res.destroy());
    };

    await expect(called(cutOff)).rejects.toThrow();
  });

  it("is given up where it has no end", async () => {
    const piece = "x".repeat(100_000);
    const endless: RequestListener = (_req, res) => {
      res.on("drain", () => res.write(piece));
      res.write(piece);
    };

    await expect(called(endless)).rejects.toThrow();
  });
});
