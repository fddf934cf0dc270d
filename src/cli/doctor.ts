import { horizon, runsOutSoon } from "../core/bank-holidays.ts";
import { dayLabel } from "../core/due.ts";
import { dayOf } from "../core/working-day.ts";
import { scopesOf } from "../slack/scopes.ts";
import { migrationsApplied } from "../store/migrate.ts";
import { onlyProvider } from "../store/provider.ts";
import type { Session } from "./command.ts";
import { agenda, outbox, paused } from "./doctor-clock.ts";
import { ladders } from "./doctor-ladder.ts";
import { type Finding, sound, wrong } from "./finding.ts";

/** Looks at everything that the service stands on; a line each, with the mend. 1 where something is wrong. */
export async function doctor(session: Session): Promise<number> {
  const findings = [
    sound("settings: read"),
    await store(session),
    await setUp(session),
    await slack(session),
    await teams(session),
    bankHolidays(session),
    await agenda(session),
    ...(await ladders(session)),
    ...(await outbox(session)),
    ...(await paused(session)),
  ];
  for (const finding of findings) session.print(`${finding.sound ? "ok   " : "wrong"} ${finding.line}`);
  return findings.every((finding) => finding.sound) ? 0 : 1;
}

async function store({ store: { db }, config }: Session): Promise<Finding> {
  const where = config.databaseUrl ? "DATABASE_URL" : `embedded in ${config.dataDir}`;
  return (await migrationsApplied(db))
    ? sound(`store: ${where}, up to date`)
    : wrong(`store: ${where} lacks migrations; run migrate`);
}

async function setUp({ store: { db } }: Session): Promise<Finding> {
  const provider = await onlyProvider(db);
  return provider ? sound(`set-up: provider ${provider.id}`) : wrong("set-up: nothing was imported yet; run import FILE.yaml");
}

async function slack({ config, log }: Session): Promise<Finding> {
  if (!config.slack) return sound("slack: off; set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET to connect it");
  const found = await scopesOf(config.slack, log);
  if (found.kind === "refused")
    return wrong(`slack: the token was refused (${found.reason}); install the app again and set SLACK_BOT_TOKEN`);
  if (found.kind === "unreached")
    return wrong(`slack: no answer from ${config.slack.apiUrl} (${found.reason}); check the network and SLACK_API_URL`);
  if (found.missing.length > 0)
    return wrong(`slack: scopes missing: ${found.missing.join(", ")}; add them and install the app again`);
  return sound("slack: token and scopes");
}

async function teams({ config, realNow }: Session): Promise<Finding> {
  if (!config.teams) return sound("teams: off; set MicrosoftAppId and what belongs to it to connect it");
  const { tokenOf } = await import("../teams/credentials.ts");
  const found = await tokenOf(config.teams, realNow);
  if (found.kind === "refused")
    return wrong(
      `teams: Microsoft gives the bot no token (${found.reason}); check MicrosoftAppId, MicrosoftAppPassword and MicrosoftAppTenantId`,
    );
  if (found.kind === "unreached")
    return wrong(`teams: no answer from ${config.teams.loginUrl} (${found.reason}); check the network and TEAMS_LOGIN_URL`);
  return sound("teams: token");
}

function bankHolidays({ holidays, realNow }: Session): Finding {
  const until = dayLabel(horizon(holidays));
  return runsOutSoon(dayOf(realNow(), "Europe/London"), holidays)
    ? wrong(`bank holidays: the table ends ${until}; upgrade, or add days with BANK_HOLIDAYS_FILE`)
    : sound(`bank holidays: until ${until}`);
}
