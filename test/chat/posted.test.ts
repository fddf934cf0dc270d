import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { postedText } from "../../src/chat/posted.ts";

let server: Server;
let client: Socket;
let read: Promise<string | null>;
beforeEach(async () => {
  const posted = Promise.withResolvers<string | null>();
  read = posted.promise;
  server = createServer((req, res) => {
    postedText(req)
      .finally(() => res.end())
      .then(posted.resolve, posted.reject);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  client = connect((server.address() as AddressInfo).port, "127.0.0.1");
});
afterEach(() => {
  client.destroy();
  server.close();
});

const head = (length: number): string => `POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${length}\r\n\r\n`;

describe("what was posted", () => {
  it("is read whole, also where it comes in pieces that part a character", async () => {
    const body = Buffer.from('{"text":"café"}');
    client.write(head(body.length));
    client.write(body.subarray(0, 13));
    await new Promise((resolve) => setTimeout(resolve, 20));
    client.write(body.subarray(13));

    expect(await read).toBe('{"text":"café"}');
  });

  it("is empty where nothing was", async () => {
    client.write(head(0));

    expect(await read).toBe("");
  });

  it("is nothing where it is larger than anything that a platform sends", async () => {
    client.write(head(1_000_001));
    client.write("x".repeat(1_000_001));

    expect(await read).toBeNull();
  });

  it("is no text where it was cut off half-way", async () => {
    client.write(`${head(100)}{"text":"`);
    await once(server, "request");
    client.destroy();

    await expect(read).rejects.toThrow();
  });
});
