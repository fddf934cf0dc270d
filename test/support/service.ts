import { type Config, readConfig } from "../../src/config.ts";
import { createLog } from "../../src/log.ts";
import { type Service, startService } from "../../src/service.ts";
import type { Store } from "../../src/store/open.ts";
import { importSetup } from "../../src/usecases/import-setup.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { type FakeSlack, fakeSlack } from "./fake-slack.ts";
import { type SlackDriver, slackDriver } from "./slack-driver.ts";

export const SIGNING_SECRET = "a-secret-of-the-tests";
export const BOT_TOKEN = "xoxb-tests-0001";

/** C-014 in the room C0001 and in the mixed room C0MIX, which C-022 shares. Ana writes from another organisation's workspace. */
export const SETUP = `
provider: { id: harbour, name: Harbour Autism Services, timeZone: Europe/London, region: england, digestTime: "08:30", escalateAt: "12:00" }
organisations:
  - { id: provider, name: Harbour Autism Services, kind: provider }
  - { id: housing, name: Quayside Homes, kind: housing association }
people:
  - { id: priya, name: Priya, role: Service manager, organisation: provider, email: priya@harbour.example, slack: { team: T0001, user: U0PRIYA } }
  - { id: tom, name: Tom, role: Team leader, organisation: provider, email: tom@harbour.example, slack: { team: T0001, user: U0TOM } }
  - { id: harriet, name: Harriet, role: Housing officer, organisation: housing, email: harriet@quayside.example, slack: { team: T0001, user: U0HARRIET } }
  - { id: ana, name: Ana, role: Repairs lead, organisation: housing, email: ana@quayside.example, slack: { team: T0QUAY, user: U0ANA } }
  - { id: zoe, name: Zoe, role: Key worker, organisation: provider, email: zoe@harbour.example, slack: { team: T0001, user: U0ZOE } }
cases:
  - ref: C-014
    purpose: Housing and environmental stability
    lead: priya
    protectedTerms: ["Example Person"]
    places:
      - { slack: { team: T0001, channel: C0001 }, audience: case }
      - { slack: { team: T0001, channel: C0MIX }, audience: mixed }
    team:
      - { person: priya, level: restricted }
      - { person: tom, level: restricted }
      - { person: harriet, level: coordination }
      - { person: ana, level: coordination }
    map:
      - { role: Service manager, organisation: provider, person: priya, signsOff: [evidence], cover: [{ person: tom }] }
      - { role: Housing officer, organisation: housing, person: harriet, issues: [repairs] }
    ladder: [{ after: 2wd, role: Service manager, acknowledgeWithin: 1wd }]
  - ref: C-022
    purpose: Access to primary care
    lead: zoe
    places: [{ slack: { team: T0001, channel: C0MIX }, audience: mixed }]
    team: [{ person: zoe, level: restricted }]
    map: [{ role: Key worker, organisation: provider, person: zoe, signsOff: [evidence] }]
`;

/** Signatures are checked against the wall clock, also by the library, so these tests run on it. */
export const realNow = (): Date => new Date();

export interface TestService {
  service: Service;
  slack: FakeSlack;
  people: SlackDriver;
  db: TestDatabase["db"];
  databaseUrl: string;
  /** Every line that the service has logged, at the most talkative level. */
  logged: string[];
  stop: () => Promise<void>;
}

/** The settings of a service on a database and a Slack of its own. */
export const settings = (databaseUrl: string, apiUrl: string, more: Record<string, string> = {}): Record<string, string> => ({
  HOST: "127.0.0.1",
  PORT: "0",
  DATABASE_URL: databaseUrl,
  SECRET_KEY: Buffer.alloc(32, 7).toString("base64"),
  SLACK_SIGNING_SECRET: SIGNING_SECRET,
  SLACK_BOT_TOKEN: BOT_TOKEN,
  SLACK_API_URL: apiUrl,
  ...more,
});

/** The whole service, in this process, at a free port, with its own database and a Slack that only records. */
export async function testService(env: Record<string, string> = {}): Promise<TestService> {
  const [database, slack] = await Promise.all([testDatabase(), fakeSlack()]);
  const logged: string[] = [];
  const log = createLog("trace", { write: (line) => void logged.push(line) });
  const config: Config = readConfig(settings(database.url, slack.apiUrl, env));
  await importSetup({ db: database.db, log, now: realNow }, { name: "setup.yaml", text: SETUP }, { dryRun: false });
  const store: Store = { url: database.url, db: database.db, applied: [], close: async () => {} };
  const service = await startService(config, { store, log, realNow, holidays: undefined });
  let stopping: Promise<void> | undefined;
  const stopService = (): Promise<void> => {
    stopping ??= service.stop();
    return stopping;
  };
  return {
    service: { ...service, stop: stopService },
    slack,
    people: slackDriver(service, SIGNING_SECRET, slack),
    db: database.db,
    databaseUrl: database.url,
    logged,
    async stop() {
      await stopService();
      await slack.close();
      await database.close();
    },
  };
}
