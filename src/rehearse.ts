import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { addMilliseconds } from "date-fns/addMilliseconds";
import { differenceInMilliseconds } from "date-fns/differenceInMilliseconds";
import type { Logger } from "pino";
import { AT_ONCE, PACE } from "./chat/pace.ts";
import type { Config, SlackConfig, TeamsConfig } from "./config.ts";
import { horizon } from "./core/bank-holidays.ts";
import { dayLabel } from "./core/due.ts";
import { instantAt } from "./core/wall-time.ts";
import { addWorkingDays, dayOf } from "./core/working-day.ts";
import { ClockBack, ClockTooFar } from "./rehearsal/clock.ts";
import { createRehearsal, type Rehearsal } from "./rehearsal/rehearsal.ts";
import { makeAppPassword, teamsSettings } from "./rehearsal/teams/teams.ts";
import { latestMoment, passDone } from "./store/agenda.ts";
import { castOf } from "./store/cast.ts";
import type { Store } from "./store/open.ts";
import { onlyProvider } from "./store/provider.ts";
import type { Deps } from "./usecases/deps.ts";
import { importSetup } from "./usecases/import-setup.ts";
import { runUntil } from "./usecases/run-until.ts";

const SAMPLE_ZONE = "Europe/London";
const SAMPLE = new URL("../samples/harbour.yaml", import.meta.url);

/** Of the sample's people in Teams one has not added the app, so that what happens then can be seen. */
const WITHOUT_APP = ["carl"];

/** Whom a visitor begins as in Teams: the sample's housing officer, who has something to promise. */
const BEGINS_IN_TEAMS = "harriet";

/** Past it nobody could say what is a working day, and every day until then would have to be run. */
const LAST_DAY = horizon();
const TOO_FAR = `The clock goes no further than ${dayLabel(LAST_DAY)}, where the known bank holidays end.`;

/** The rehearsal of a service: its clock, its stand-ins for the platforms that are not configured, and its page. */
export function rehearse(config: Config, { store, log, realNow }: { store: Store; log: Logger; realNow: () => Date }) {
  /** The stand-ins are for a service that is connected to nothing: beside a platform elsewhere there is the clock alone. */
  const standsIn = config.slack === null && config.teams === null;
  let ahead = 0;
  let url = config.publicUrl;
  let page: Rehearsal | null = null;
  const secrets = {
    signingSecret: randomBytes(24).toString("hex"),
    botToken: `xoxb-rehearsal-${randomBytes(12).toString("hex")}`,
  };
  const appPassword = makeAppPassword();
  const now = (): Date => addMilliseconds(realNow(), ahead);

  function open(deps: Deps) {
    const clock = {
      now,
      async moveTo(instant: Date) {
        if (instant < now()) throw new ClockBack();
        if (dayOf(instant, SAMPLE_ZONE) > LAST_DAY) throw new ClockTooFar(TOO_FAR);
        const sent = await runUntil(deps, instant, (moment) => {
          // It has run on while the moment before was said; it never goes back.
          ahead = Math.max(ahead, differenceInMilliseconds(moment, realNow()));
        });
        await passDone(store.db, "rehearsal", instant);
        return { now: instant, sent };
      },
    };
    page = createRehearsal({
      ...secrets,
      publicUrl: () => url,
      cast: () => castOf(store.db, now()),
      clock,
      realNow,
      log,
      slack: standsIn ? "stand-in" : "elsewhere",
      ...(standsIn && { teams: { appPassword, withoutApp: WITHOUT_APP, begins: BEGINS_IN_TEAMS } }),
      nextWorkingMorning: (from) => nextWorkingMorning(deps, from),
    });
    return (req: IncomingMessage, res: ServerResponse): Promise<boolean> => page?.handle(req, res) ?? Promise.resolve(false);
  }

  return {
    now,
    paces: standsIn ? AT_ONCE : PACE,
    /** The built-in stand-in as a workspace to connect to. Its address is known once the server listens. */
    slack: (): SlackConfig | null => (standsIn ? { ...secrets, apiUrl: `${url}/rehearsal/slack/api/` } : null),
    /** The same as a tenant to connect to. */
    teams: (): TeamsConfig | null => (standsIn ? teamsSettings(url, appPassword) : null),
    open,
    listening: (at: string) => {
      url = at;
    },
    /**
     * Goes on from where the clock was when the store was last used. Sample data, in an empty store and beside the built-in stand-ins only.
     */
    async prepare(deps: Deps): Promise<void> {
      const last = await latestMoment(store.db);
      if (last) ahead = Math.max(ahead, differenceInMilliseconds(last, realNow()));
      if (!standsIn || (await onlyProvider(store.db))) return;
      await importSetup(deps, { name: "samples/harbour.yaml", text: await readFile(SAMPLE, "utf8") }, { dryRun: false });
      log.info({ sample: "harbour" }, "sample data loaded");
    },
    close: () => page?.close(),
  };
}

/** Nine in the morning of the next working day in England, where the sample provider is. */
function nextWorkingMorning(deps: Deps, from: Date): Date {
  const calendar = { timeZone: SAMPLE_ZONE, region: "england", holidays: deps.holidays("england") } as const;
  const today = dayOf(from, calendar.timeZone);
  const thisMorning = instantAt(today, "09:00", calendar.timeZone);
  const workingToday = addWorkingDays(addWorkingDays(today, 1, calendar), -1, calendar) === today;
  return workingToday && from < thisMorning
    ? thisMorning
    : instantAt(addWorkingDays(today, 1, calendar), "09:00", calendar.timeZone);
}
