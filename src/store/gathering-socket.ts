import { Socket } from "node:net";

/**
 * A socket through which what is written in one turn of the event loop leaves in one piece, copied together: each piece costs more
 * than all that is in it, and so does each part that a stream keeps account of.
 */
export function gatheringSocket(): Socket {
  const socket = new Socket();
  // Not before: as it connects, Node puts its own `write` back in the place of any other.
  socket.once("connect", () => {
    const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
    const end = socket.end.bind(socket) as (...args: unknown[]) => Socket;
    let gathered: Uint8Array[] = [];
    const leave = (): void => {
      const [first, ...others] = gathered;
      gathered = [];
      if (first) write(others.length === 0 ? first : Buffer.concat([first, ...others]));
    };
    socket.write = (...args: unknown[]): boolean => {
      const [part] = args;
      if (args.length > 1 || !(part instanceof Uint8Array)) {
        leave();
        return write(...args);
      }
      if (gathered.push(part) === 1) process.nextTick(leave);
      return true;
    };
    socket.end = (...args: unknown[]): Socket => {
      leave();
      return end(...args);
    };
  });
  return socket;
}
