import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { gatheringSocket } from "../../src/store/gathering-socket.ts";

describe("a gathering socket", () => {
  it("keeps back what is written until the turn is over, and sends all of it in order", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const heard = once(server, "connection").then(([connection]) => text(connection));
    const socket = gatheringSocket();
    socket.connect((server.address() as AddressInfo).port, "127.0.0.1");
    await once(socket, "connect");

    socket.write("one ");
    // The driver does this around each statement.
    socket.cork();
    socket.write("two ");
    socket.uncork();
    expect(socket.writableLength).toBe("one two ".length);
    await new Promise((resolve) => setImmediate(resolve));
    expect(socket.writableLength).toBe(0);

    socket.end("three");
    expect(await heard).toBe("one two three");
    server.close();
  });
});
