import type { ServerResponse } from "node:http";

/** Long enough to gather what one gesture causes, too short to notice. */
const GATHER_MS = 30;
/** Keeps proxies and sleeping laptops from dropping a quiet stream. */
const PING_MS = 25_000;

/** Tells every open page that something changed; the page then reads its state again. What changed is never in the stream. */
export function createLive() {
  const pages = new Set<ServerResponse>();
  let version = 0;
  let waiting: NodeJS.Timeout | undefined;

  const write = (text: string) => {
    for (const page of pages) page.write(text);
  };
  const ping = setInterval(() => write(": still here\n\n"), PING_MS).unref();

  return {
    changed(): void {
      version += 1;
      waiting ??= setTimeout(() => {
        waiting = undefined;
        write(`event: change\ndata: ${version}\n\n`);
      }, GATHER_MS).unref();
    },

    open(res: ServerResponse): void {
      res.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" });
      res.write(`retry: 1000\nevent: change\ndata: ${version}\n\n`);
      pages.add(res);
      res.on("close", () => pages.delete(res));
    },

    close(): void {
      clearInterval(ping);
      clearTimeout(waiting);
      for (const page of pages) page.end();
      pages.clear();
    },
  };
}

export type Live = ReturnType<typeof createLive>;
