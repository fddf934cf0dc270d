import { openDatabase } from "../../src/store/database.ts";
import { openEmbedded } from "../../src/store/embedded.ts";

/**
 * A process of its own that uses the embedded store in the folder it is given. Says `open <url>` and, once it is told to stop by
 * SIGINT or a line on stdin, finishes a query, closes and says `closed`.
 */
const [folder = ""] = process.argv.slice(2);
const { url, close } = await openEmbedded(folder, { info: () => {} }, { fsync: "off" });
const { db, close: closeDatabase } = openDatabase(url);
await db.$queryRaw`SELECT 1 AS connected`;
process.once("SIGINT", stop);
process.stdin.once("data", stop);
process.stdout.write(`open ${url}\n`);

async function stop(): Promise<void> {
  await db.$queryRaw`SELECT pg_sleep(0.2)::text`;
  await closeDatabase();
  await close();
  process.stdout.write("closed\n");
  process.exit();
}
