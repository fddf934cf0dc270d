import pg from "pg";
import { openEmbedded } from "../src/store/embedded.ts";

const server = await openEmbedded("/tmp/followthrough-engine-prof", { info: () => {} });
const admin = new pg.Client({ connectionString: server.url });
await admin.connect();
for (const q of process.argv.slice(2)) console.log(q.slice(0, 80), (await admin.query(q)).rowCount);
await admin.end();
await server.close();
process.exit(0);
