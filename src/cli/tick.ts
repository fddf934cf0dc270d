import { parseArgs } from "node:util";
import { max } from "date-fns/max";
import { z } from "zod";
import { connectTeams } from "../connect-teams.ts";
import { horizon } from "../core/bank-holidays.ts";
import { dayLabel } from "../core/due.ts";
import { dayOf } from "../core/working-day.ts";
import { heartbeat } from "../heartbeat.ts";
import { slackApp } from "../slack/app.ts";
import { deliverDue } from "../usecases/deliver-due.ts";
import { fullPass } from "../usecases/full-pass.ts";
import { depsOf, type Session } from "./command.ts";

const USAGE = "tick --now ISO; for example tick --now 2027-03-12T08:30:00Z";

const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/**
 * `tick --now ISO`: for hosts that run from cron, and for rehearsal. Plans what is due at that moment and delivers what waits, once.
 * Checks before sending use the later of that moment and now. 1 where any failed.
 */
export async function tick(session: Session): Promise<number> {
  const { config, store, realNow, log, holidays, args, print, complain } = session;
  const now = readArgs(args);
  if (!now) {
    complain(USAGE);
    return 1;
  }
  const last = horizon(holidays);
  // What was planned is not planned again: a year that was meant to be another would silence everything until then.
  if (dayOf(now, "UTC") > last) {
    complain(`--now is after ${dayLabel(last)}, where the known bank holidays end: nothing was planned or sent.`);
    return 1;
  }
  const deps = await depsOf(session, () => max([now, realNow()]));
  const nobody = async (): Promise<void> => {};
  const answered = () => Promise.reject(new Error("a tick answers nobody"));
  const heard = { realNow, log, answer: answered, noteMessage: nobody, notePresence: nobody };
  if (config.slack) deps.chats.set("slack", slackApp({ ...config.slack, ...heard }).chat);
  if (config.teams) deps.chats.set("teams", (await connectTeams(config.teams, { store, ...heard })).chat);
  // Without a platform every message would be recorded as undeliverable, for good.
  if (deps.chats.size === 0) {
    complain(
      "Neither Slack nor Teams is configured, so nothing can be sent: set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET, or MicrosoftAppId.",
    );
    print("planned 0 sent 0 failed 0");
    return 0;
  }
  const { planned, full } = await fullPass(deps, now, "wait");
  const { sent, failed } = await deliverDue(deps);
  if (full) await heartbeat(config.heartbeatUrl, log)();
  print(`planned ${planned} sent ${sent} failed ${failed}`);
  return failed > 0 ? 1 : 0;
}

function readArgs(args: string[]): Date | undefined {
  try {
    const { values } = parseArgs({ args, options: { now: { type: "string" } } });
    return Instant.safeParse(values.now).data;
  } catch {
    return undefined;
  }
}
