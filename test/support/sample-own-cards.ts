import { formCard } from "../../src/cards/form.ts";
import { noticeCard } from "../../src/cards/notice.ts";
import { type Answered, outcomeCard } from "../../src/cards/outcome.ts";
import type { CaseFile } from "../../src/core/case-file.ts";
import type { MapCover } from "../../src/core/decide-away.ts";
import type { ActionView, Message } from "../../src/core/outcome.ts";
import type { DigestSetting } from "../../src/core/person.ts";
import { aCaseFile, aMapRole, anAction, aPerson, aView, london, NOW, PEOPLE, to } from "./builders.ts";
import type { Sample } from "./sample-cards.ts";

/** Cards of what people settle for themselves, and of an owner outside chat who is away. */

const answer = (outcome: Answered, reader: string, now = NOW) => outcomeCard(outcome, { now, reader });

/** Tue 20 April 2027, 08:30, when Meera's answer is that she is away. */
const away = london("2027-04-20", "08:30");
const leah = aPerson({
  ...{ id: "leah", role: "Reception lead", identities: [] },
  ...{ organisation: "practice", organisationName: "Quay Street Surgery", organisationKind: "gp practice" },
});
const found: MapCover = { role: "Practice manager", cover: { personId: "leah", from: "2027-04-19", until: "2027-04-30" } };

function contact({ cover, acting = false }: { cover: boolean; acting?: boolean }): ActionView {
  const map = [aMapRole("Practice manager", "meera", cover ? { cover: [found.cover] } : {})];
  const file: Partial<CaseFile> = { people: { ...PEOPLE, leah }, map: [...aCaseFile().map.slice(0, -1), ...map] };
  const due = { day: "2027-04-20", time: null, timeZone: "Europe/London" };
  const action = anAction({
    ...{ owner: "meera", ownerRole: "Practice manager", chaser: "tom", due, originalDue: due },
    ...(acting && { acting: { personId: "leah", since: "2027-04-20" } }),
  });
  return { ...aView({}, file), action };
}

const setting = (digest: Partial<DigestSetting>, said: string | null) =>
  answer(
    {
      kind: "digest-setting",
      person: aPerson({ id: "harriet", digest: { on: true, time: null, weekdays: null, ...digest } }),
      rhythm: { timeZone: "Europe/London", digestTime: "08:30", quietHours: "18:00-08:45" },
      said,
    },
    "harriet",
  );

const days = { from: "2027-04-19", until: "2027-04-30" };
const leave = { id: "00000000-0000-4000-8000-0000000000b1", personId: "carl", ...days, coverId: "hassan", coverName: "Hassan" };

const told = (overrides: Partial<Message>): Message => ({
  at: london("2027-03-25", "08:30"),
  message: "reminder",
  to: "Harriet",
  state: "sent",
  room: null,
  sentAt: london("2027-03-25", "08:30"),
  times: 1,
  reason: null,
  ...overrides,
});

export const OWN_SAMPLES: Sample[] = [
  {
    name: "contact-away",
    card: () => answer({ kind: "away", view: contact({ cover: true }), found, said: null }, "tom", away),
  },
  {
    name: "contact-away-nobody",
    card: () => answer({ kind: "away", view: contact({ cover: false }), found: null, said: null }, "tom", away),
  },
  {
    name: "contact-away-sent",
    card: () =>
      answer(
        {
          kind: "away",
          view: contact({ cover: true, acting: true }),
          found,
          said: "Leah acts for Meera from today. Meera stays the owner.",
        },
        "tom",
        away,
      ),
  },
  {
    name: "contact-away-again",
    card: () => answer({ kind: "away", view: contact({ cover: true, acting: true }), found, said: null }, "tom", away),
  },
  {
    name: "shown-with-cover",
    card: () => answer({ kind: "shown", view: contact({ cover: true, acting: true }) }, "tom", london("2027-04-21", "08:30")),
  },
  {
    name: "put-off",
    card: () =>
      answer(
        {
          ...{ kind: "done", verb: "not-today", view: aView(), next: null },
          said: "You will hear of C-014/A1 again on Mon 15 March 2027.",
        },
        "harriet",
      ),
  },
  { name: "digest-setting", card: () => setting({ time: "09:15" }, null) },
  { name: "digest-setting-quiet", card: () => setting({}, null) },
  { name: "digest-setting-off", card: () => setting({ on: false, weekdays: "124" }, "Saved.") },
  { name: "leave", card: () => answer({ kind: "leave", leaves: [leave], uncovered: [], cannotJudge: [], said: [] }, "carl") },
  { name: "leave-none", card: () => answer({ kind: "leave", leaves: [], uncovered: [], cannotJudge: [], said: [] }, "carl") },
  {
    name: "leave-taken",
    card: () =>
      answer(
        {
          kind: "leave",
          leaves: [
            leave,
            { ...leave, id: "00000000-0000-4000-8000-0000000000b2", from: "2027-06-01", until: "2027-06-01", coverName: null },
          ],
          cannotJudge: [
            { caseRef: "C-014", coverName: "Connie", instead: "Tom" },
            { caseRef: "C-031", coverName: "Connie", instead: null },
          ],
          uncovered: [
            { caseRef: "C-022", leadName: null, days: "some" },
            { caseRef: "C-031", leadName: "Dana", days: "all" },
          ],
          said: [
            "Saved: you are away from Mon 19 April 2027 to Fri 30 April 2027.",
            "Please tell Hassan yourself: they hear here when something is due.",
          ],
        },
        "carl",
      ),
  },
  {
    name: "leave-uncovered",
    card: () =>
      noticeCard(
        { kind: "leave-uncovered", to: to("priya"), leave: leave.id, away: "carl", ...days },
        aView({}, { leave: [{ personId: "carl", ...days, coverId: null }] }),
        { now: NOW, reader: "" },
      ),
  },
  {
    name: "history-messages",
    card: () =>
      answer(
        {
          kind: "history",
          view: aView(),
          level: "coordination",
          lines: [
            told({}),
            told({ message: "proposed", to: "Carl", state: "dead", sentAt: null, reason: "the person has not added the app" }),
            told({ message: "digest", state: "sent", sentAt: london("2027-03-25", "09:10") }),
            told({ message: "digest", to: "Priya", times: 12, sentAt: london("2027-03-30", "08:30") }),
            told({ message: "room-digest", to: null, room: { audience: "case", platform: "slack" }, times: 2 }),
            told({ message: "room-digest", to: null, room: { audience: "mixed", platform: "teams" } }),
            told({ message: "room-digest", to: null }),
            told({ message: "silence", state: "skipped", sentAt: null, reason: "the action is open" }),
            told({ message: "evidence-in", to: "Priya", state: "waiting", sentAt: null, reason: "rate limited" }),
            told({ message: "decided", state: "waiting", sentAt: null }),
          ],
        },
        "priya",
      ),
  },
  {
    name: "form-set-digest",
    card: () =>
      formCard(
        {
          name: "set-digest",
          command: { do: "set-digest", state: "on", time: "08:30", weekdays: "Monday to Friday" },
          ...{ view: null, file: null },
        },
        { now: NOW, reader: "harriet" },
      ),
  },
  {
    name: "form-take-leave",
    card: () =>
      formCard(
        {
          name: "take-leave",
          command: { do: "take-leave", date: "2027-04-19", who: "person:hassan" },
          ...{ view: null, file: null, colleagues: [PEOPLE.tom, PEOPLE.hassan].filter((person) => person !== undefined) },
        },
        { now: NOW, reader: "harriet" },
      ),
  },
  {
    name: "form-take-leave-alone",
    card: () =>
      formCard(
        { name: "take-leave", command: { do: "take-leave" }, view: null, file: null, colleagues: [] },
        { now: NOW, reader: "harriet" },
      ),
  },
];
