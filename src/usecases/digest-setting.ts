import { readTimeOfDay } from "../capture/time-of-day.ts";
import type { Command } from "../core/command.ts";
import { digestTimeOf } from "../core/digest-time.ts";
import type { Outcome } from "../core/outcome.ts";
import { type DigestSetting, normalName, type Person } from "../core/person.ts";
import { MONDAY_TO_FRIDAY, readWeekdays, weekdaysLabel } from "../core/weekdays.ts";
import type { AuditDraft } from "../store/audit.ts";
import { saveDigestSetting } from "../store/digest-setting.ts";
import { type Asking, writingOf } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { type OwnTime, ownTime } from "./own-time.ts";
import { refuseProtectedAnywhere } from "./protect.ts";
import { auditOf, recordRefusal } from "./trail.ts";

type SetDigest = Extract<Command, { do: "set-digest" }>;

/** How the asker's own digest is set. */
export async function showDigestSetting(deps: Deps, asking: Asking): Promise<Outcome> {
  return shown(asking.person, await ownTime(deps, asking), null);
}

const shown = (person: Person, { rhythm }: OwnTime, said: string | null): Outcome => ({
  kind: "digest-setting",
  person,
  rhythm,
  said,
});

/**
 * Sets the asker's own digest. Another person's is theirs alone: whoever leads a case gets its actions to the owner by other ways, and a
 * digest that somebody else has turned off would look as if nothing were due.
 */
export async function setDigest(deps: Deps, asking: Asking, command: SetDigest): Promise<Outcome> {
  const unsafe = await refuseProtectedAnywhere(deps, asking, command);
  if (unsafe) return unsafe;
  if (command.who && !isOneself(asking.person, command.who)) return refuseForAnother(deps, asking);
  const own = await ownTime(deps, asking);
  const { digest } = asking.person;
  const { state, time, weekdays } = command;
  if (!state && !time && !weekdays) {
    const now = { state: digest.on ? "on" : "off", time: digestTimeOf(asking.person, own.rhythm) } as const;
    const filled: SetDigest = { do: "set-digest", ...now, weekdays: weekdaysLabel(digest.weekdays ?? MONDAY_TO_FRIDAY) };
    return { kind: "form", form: { name: "set-digest", command: filled, view: null, file: null } };
  }
  const set = read(command, asking.person, own);
  if ("kind" in set) return set;
  const saved = await saveDigestSetting(deps.db, writingOf(deps, asking), asking.person.id, set, entryOf(asking));
  if (saved.kind !== "saved") return { kind: "repeated" };
  deps.log.info({ person: asking.person.id, verb: command.do }, "digest set");
  return shown({ ...asking.person, digest: saved.setting }, own, "Saved.");
}

const isOneself = ({ id, name, identities }: Person, who: string): boolean => {
  const wanted = who.replace(/^@/, "");
  const mentions = identities.map(({ platform, workspace, user }) => `<@${platform}/${workspace}/${user}>`);
  return mentions.includes(who) || ["me", "myself", id, name].some((mine) => normalName(mine) === normalName(wanted));
};

async function refuseForAnother(deps: Deps, asking: Asking): Promise<Outcome> {
  const recorded = await recordRefusal(deps, asking, { verb: "set-digest", caseRef: null, actionNumber: null });
  if (recorded === "repeated") return { kind: "repeated" };
  return { kind: "not-allowed", view: null, verb: "set-digest", who: "Only the person whose digest it is" };
}

/** Before the day's end, or it would be a digest of yesterday (CONTRACT: Time). */
const LATEST = "18:00";

/** What is to be set. A form sends everything that it shows: what is the provider's stays the provider's. */
function read({ state, time, weekdays }: SetDigest, person: Person, { rhythm }: OwnTime): Partial<DigestSetting> | Outcome {
  const set: Partial<DigestSetting> = state ? { on: state === "on" } : {};
  if (time) {
    const at = readTimeOfDay(time);
    if (!at) return invalid("time", `“${time}” is not a time of day.`, "mdt digest time 09:15");
    if (at >= LATEST) return invalid("time", `the digest comes before ${LATEST}.`, "mdt digest time 09:15");
    if (at !== digestTimeOf(person, rhythm)) set.time = at;
  }
  if (weekdays) {
    const days = readWeekdays(weekdays);
    if (!days) return invalid("weekdays", `“${weekdays}” does not name weekdays.`, "mdt digest weekdays mon-fri");
    // Cases work on none of these days: everything would be put off for good.
    if (!/[1-5]/.test(days)) return invalid("weekdays", "name a day from Monday to Friday, too.", "mdt digest weekdays mon-fri");
    if (days !== (person.digest.weekdays ?? MONDAY_TO_FRIDAY)) set.weekdays = days;
  }
  return set;
}

const invalid = (field: string, message: string, example: string): Outcome => ({
  kind: "invalid",
  field,
  message: `Not saved: ${message}`,
  example,
});

const entryOf =
  (asking: Asking) =>
  (before: DigestSetting, after: DigestSetting): AuditDraft =>
    auditOf(asking, {
      ...{ verb: "set-digest", result: "done", caseRef: null, actionNumber: null },
      before: { ...before },
      after: { ...after },
    });
