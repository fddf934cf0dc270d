// Loaded into a measured process before its own program: tells its parent what it has used so far.

import type { Usage } from "./child.ts";

process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000, rssMb: process.memoryUsage.rss() / 2 ** 20 } satisfies Usage);
});
// Being asked must not keep alive a program that has ended.
process.channel?.unref();
