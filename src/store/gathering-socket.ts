import { Socket } from "node:net";

/**
 * A socket through which what is written in one turn of the event loop leaves in one piece: each piece costs more than all that is in
 * it.
 */
export function gatheringSocket(): Socket {
  const socket = new Socket();
  // Not before: as it connects, Node puts its own `write` back in the place of any other.
  socket.once("connect", () => {
    const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
    let gathering = false;
    socket.write = (...args: unknown[]): boolean => {
      if (!gathering) {
        gathering = true;
        socket.cork();
        process.nextTick(() => {
          gathering = false;
          socket.uncork();
        });
      }
      return write(...args);
    };
  });
  return socket;
}
