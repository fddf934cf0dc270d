import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gatheringSocket } from "../../src/store/gathering-socket.ts";

let server: Server;
let socket: Socket;
let heard: Promise<string>;
beforeEach(async () => {
  server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  heard = once(server, "connection").then(([connection]) => text(connection));
  socket = gatheringSocket();
  socket.connect((server.address() as AddressInfo).port, "127.0.0.1");
  await once(socket, "connect");
});
afterEach(() => server.close());

describe("a gathering socket", () => {
  it("keeps back what is written until the turn is over, and sends all of it in order", async () => {
    socket.write(Buffer.from("one "));
    // The driver does this around each statement.
    socket.cork();
    socket.write(Buffer.from("two "));
    socket.uncork();
    expect(socket.bytesWritten).toBe(0);
    await new Promise((resolve) => setImmediate(resolve));
    expect(socket.bytesWritten).toBe("one two ".length);

    socket.write(Buffer.from("three "));
    socket.end("four");
    expect(await heard).toBe("one two three four");
  });

  it("sends what somebody waits for in its place, and tells them", async () => {
    socket.write(Buffer.from("one "));
    // The driver says goodbye so.
    await new Promise<void>((resolve) => socket.write(Buffer.from("two "), () => resolve()));
    socket.end();
    expect(await heard).toBe("one two ");
  });
});
