import { readConfig } from "../../src/config.ts";
import { createLog } from "../../src/log.ts";
import { startService } from "../../src/service.ts";
import type { Store } from "../../src/store/open.ts";
import { importSetup } from "../../src/usecases/import-setup.ts";
import { testDatabase } from "./database.ts";
import { fakeSlack } from "./fake-slack.ts";
import { BOT, fakeTeams } from "./fake-teams.ts";
import { realNow, SIGNING_SECRET, settings } from "./service.ts";
import { slackDriver } from "./slack-driver.ts";
import { teamsDriver } from "./teams-driver.ts";

const user = (number: number): string => `aaaaaaaa-0000-4000-8000-00000000000${number}`;

/** People of the tenant by their directory's id. Tom is on Slack as well, Ana on Slack alone. */
export const PRIYA = user(1);
export const TOM = user(2);
export const HARRIET = user(3);
export const ZOE = user(4);
/** Of the tenant, and nobody the set-up knows. */
export const STRANGER = user(9);

export const CASE_ROOM = "19:case@thread.tacv2";
export const MIXED_ROOM = "19:mixed@thread.v2";

/** C-014 in a channel and in a group chat that others read, and in a room on Slack. */
export const TEAMS_SETUP = `
provider: { id: harbour, name: Harbour Autism Services, timeZone: Europe/London, region: england, digestTime: "08:30", escalateAt: "12:00" }
organisations:
  - { id: provider, name: Harbour Autism Services, kind: provider }
  - { id: housing, name: Quayside Homes, kind: housing association }
people:
  - { id: priya, name: Priya, role: Service manager, organisation: provider, teams: { tenant: ${BOT.tenant}, user: ${PRIYA} } }
  - { id: tom, name: Tom, role: Team leader, organisation: provider, slack: { team: T0001, user: U0TOM }, teams: { tenant: ${BOT.tenant}, user: ${TOM} } }
  - { id: harriet, name: Harriet, role: Housing officer, organisation: housing, teams: { tenant: ${BOT.tenant}, user: ${HARRIET} } }
  - { id: ana, name: Ana, role: Repairs lead, organisation: housing, slack: { team: T0001, user: U0ANA } }
  - { id: zoe, name: Zoe, role: Key worker, organisation: provider, teams: { tenant: ${BOT.tenant}, user: ${ZOE} } }
cases:
  - ref: C-014
    purpose: Housing and environmental stability
    lead: priya
    protectedTerms: ["Example Person"]
    places:
      - { teams: { tenant: ${BOT.tenant}, conversation: "${CASE_ROOM}" }, audience: case }
      - { teams: { tenant: ${BOT.tenant}, conversation: "${MIXED_ROOM}" }, audience: mixed }
      - { slack: { team: T0001, channel: C0001 }, audience: case }
    team:
      - { person: priya, level: restricted }
      - { person: tom, level: restricted }
      - { person: harriet, level: coordination }
      - { person: ana, level: coordination }
    map:
      - { role: Service manager, organisation: provider, person: priya, signsOff: [evidence], cover: [{ person: tom }] }
      - { role: Housing officer, organisation: housing, person: harriet, issues: [repairs] }
  - ref: C-022
    purpose: Access to primary care
    lead: zoe
    team: [{ person: zoe, level: restricted }]
    map: [{ role: Key worker, organisation: provider, person: zoe, signsOff: [evidence] }]
`;

/** The whole service on Slack and Teams, in this process, with its own database, and both platforms recording. */
export async function teamsService(env: Record<string, string> = {}) {
  const [database, slack, teams] = await Promise.all([testDatabase(), fakeSlack(), fakeTeams()]);
  const logged: string[] = [];
  const log = createLog("trace", { write: (line) => void logged.push(line) });
  const config = readConfig(settings(database.url, slack.apiUrl, { ...teams.settings, ...env }));
  await importSetup({ db: database.db, log, now: realNow }, { name: "setup.yaml", text: TEAMS_SETUP }, { dryRun: false });
  const store: Store = { url: database.url, db: database.db, applied: [], close: async () => {} };
  const service = await startService(config, { store, log, realNow, holidays: undefined });
  return {
    service,
    slack,
    teams,
    db: database.db,
    databaseUrl: database.url,
    logged,
    people: teamsDriver(service, teams),
    slackPeople: slackDriver(service, SIGNING_SECRET, slack),
    async stop() {
      await service.stop();
      await Promise.all([slack.close(), teams.close()]);
      await database.close();
    },
  };
}

export type TeamsService = Awaited<ReturnType<typeof teamsService>>;
