import { digestCard } from "../../src/cards/digest.ts";
import type { Sent } from "../../src/cards/notice.ts";
import { outcomeCard } from "../../src/cards/outcome.ts";
import { remindersCard } from "../../src/cards/reminders.ts";
import { roomDigestCard } from "../../src/cards/room-digest.ts";
import { type UndeliveredNotice, undeliveredCard } from "../../src/cards/undelivered.ts";
import { weeklyCard } from "../../src/cards/weekly.ts";
import type { Action } from "../../src/core/action.ts";
import type { ActionView } from "../../src/core/outcome.ts";
import type { Weekly } from "../../src/core/weekly.ts";
import { aCaseFile, aPerson, aView, due, london, NOW, PEOPLE, to } from "./builders.ts";
import type { Sample } from "./sample-cards.ts";
import { draftView, outside, overdueNow, say, withEvidence } from "./sample-views.ts";

const onCase = (ref: string, action: Partial<Action>): ActionView => {
  const view = aView({ caseRef: ref, ...action });
  return { ...view, file: { ...view.file, ref } };
};
/** Harriet is away and Hassan covers her. */
const harrietAway = (from = "2027-03-22"): ActionView["file"] => {
  const file = aCaseFile();
  const cover = [{ personId: "hassan", from, until: "2027-04-02" }];
  return { ...file, map: file.map.map((role) => (role.personId === "harriet" ? { ...role, cover } : role)) };
};
/** Meera, outside chat, is away and Connie acts for her. */
const withActing = (overrides: Partial<Action>): ActionView => {
  const view = aView({ ...outside, notYetHeard: false, acting: { personId: "connie", since: "2027-03-29" }, ...overrides });
  const cover = [{ personId: "connie", from: "2027-03-29", until: "2027-04-30" }];
  return {
    ...view,
    file: { ...view.file, map: view.file.map.map((role) => (role.personId === "meera" ? { ...role, cover } : role)) },
  };
};
const restless = london("2027-03-31", "08:30");

const reminder = (
  reader: string,
  occasion: "soon" | "today" | "overdue" | "again",
  view: ActionView,
  now: Date,
  cover?: string,
) =>
  say(
    {
      kind: "reminder",
      to: cover ? to(reader, cover, "2027-04-02") : to(reader),
      due: { day: view.action.due?.day ?? "", time: view.action.due?.time ?? null },
      occasion,
      day: "2027-03-30",
    },
    view,
    now,
  );
const reminded: Sent & { to: unknown } = {
  ...{ kind: "reminder", to: to("harriet"), occasion: "overdue", day: "2027-03-30" },
  due: { day: "2027-03-25", time: null },
};
const silence = (reader: string, waits: "confirm" | "accept" | "sign-off", step: 1 | 2, view: ActionView) =>
  say({ kind: "silence", to: to(reader), waits, since: NOW.toISOString(), step }, view, london("2027-03-15", "14:20"));
const unaReader = (): ActionView => {
  const view = aView({ owner: "carl", ownerRole: "Community safety officer" });
  return { ...view, file: { ...view.file, team: view.file.team.filter(({ personId }) => personId !== "carl") } };
};
const undelivered = (notice: Partial<UndeliveredNotice>, action: Action | null, file = aCaseFile()) =>
  undeliveredCard(
    { now: NOW, reader: "priya" },
    {
      kind: "undelivered",
      to: to("priya"),
      notice: "00000000-0000-4000-8000-0000000000d1",
      what: "proposed",
      unreached: "harriet",
      reason: "the person has not added the app (Forbidden)",
      ...notice,
    },
    { file, action, at: NOW },
    [],
  );

const week: Weekly = {
  cases: [
    {
      file: aCaseFile(),
      overdue: [aView()],
      blocked: [aView({ number: 2, status: "blocked", text: "Boiler cupboard door", blockedBecause: "no access" })],
      quiet: [],
      evidenceWaiting: [aView({ ...withEvidence, number: 7 })],
      withoutCover: ["Housing officer", "Commissioner"],
      gaps: [
        { kind: "no-ladder" },
        {
          kind: "nobody",
          role: "Commissioner",
          rules: ["blocked 1wd", "T3"],
          spans: [{ from: "2027-03-15", until: "2027-03-19" }],
        },
      ],
      thresholds: [
        { kind: "review", version: 2, dueDay: "2027-03-05" },
        { kind: "draft", version: 3, since: "2027-03-01", waiting: ["carl", "connie"] },
      ],
      undelivered: [
        { personId: "harriet", what: "proposed", at: NOW, reason: "user_disabled", ref: "C-014/A1" },
        { personId: null, what: "room-digest", at: NOW, reason: "is_archived", ref: null },
      ],
    },
    {
      file: aCaseFile({ ref: "C-022" }),
      overdue: [],
      blocked: [],
      quiet: [onCase("C-022", { number: 4, owner: "hassan", text: "Call back", due: due("2027-05-04") })],
      evidenceWaiting: [],
      withoutCover: [],
      gaps: [],
      thresholds: [],
      undelivered: [],
    },
  ],
};

const byTheClock: Sample[] = [
  { name: "reminder-overdue", card: () => reminder("harriet", "overdue", aView(), overdueNow) },
  { name: "reminder-soon", card: () => reminder("harriet", "soon", aView(), london("2027-03-22", "08:30")) },
  {
    name: "reminder-today-at-a-time",
    card: () => reminder("harriet", "today", aView({ due: due("2027-03-25", "14:20") }), london("2027-03-25", "08:30")),
  },
  {
    name: "reminder-again-blocked",
    card: () => reminder("harriet", "again", aView({ status: "blocked", blockedBecause: "no access to the flat" }), overdueNow),
  },
  { name: "reminder-proposed", card: () => reminder("harriet", "overdue", aView({ status: "proposed" }), overdueNow) },
  {
    name: "reminder-to-cover",
    card: () => reminder("hassan", "overdue", { ...aView(), file: harrietAway() }, overdueNow, "harriet"),
  },
  { name: "reminder-to-chaser", card: () => reminder("tom", "overdue", aView({ ...outside, notYetHeard: false }), overdueNow) },
  {
    name: "reminder-to-chaser-with-cover",
    card: () => reminder("tom", "overdue", withActing({}), overdueNow),
  },
  {
    name: "reminders",
    card: () =>
      remindersCard({ now: overdueNow, reader: "harriet" }, [
        { notice: reminded, view: aView() },
        {
          notice: { ...reminded, to: to("harriet", "hassan", "2027-04-09") },
          view: onCase("C-022", { id: "a2", number: 2, text: "Quiet hours letter", status: "proposed", due: due("2027-04-01") }),
        },
      ]),
  },
  {
    name: "reminders-to-lead",
    card: () =>
      remindersCard({ now: overdueNow, reader: "priya" }, [
        { notice: { kind: "owner-left", to: to("priya"), owner: "carl" }, view: unaReader() },
        {
          notice: { kind: "silence", to: to("priya"), waits: "accept", since: NOW.toISOString(), step: 2 },
          view: aView({ id: "a2", number: 2, text: "Quiet hours letter", status: "proposed", due: due("2027-04-01") }),
        },
        {
          notice: { kind: "silence", to: to("priya"), waits: "sign-off", since: NOW.toISOString(), step: 1 },
          view: aView({ ...withEvidence, id: "a3", number: 3 }),
        },
      ]),
  },
  { name: "silence-asks-again", card: () => silence("harriet", "accept", 1, aView({ status: "proposed" })) },
  { name: "silence-draft", card: () => silence("priya", "confirm", 1, draftView()) },
  { name: "silence-accept", card: () => silence("priya", "accept", 2, aView({ status: "proposed" })) },
  {
    name: "silence-accept-with-cover",
    card: () => silence("priya", "accept", 2, { ...aView({ status: "proposed" }), file: harrietAway("2027-03-12") }),
  },
  { name: "silence-not-heard", card: () => silence("priya", "accept", 2, aView(outside)) },
  { name: "silence-draft-of-another", card: () => silence("priya", "confirm", 2, draftView({ asker: "tom" })) },
  { name: "silence-evidence", card: () => silence("priya", "sign-off", 2, aView(withEvidence)) },
  {
    name: "silence-evidence-to-asker",
    card: () => silence("hassan", "sign-off", 2, aView({ ...withEvidence, asker: "hassan" })),
  },
  { name: "owner-left", card: () => say({ kind: "owner-left", to: to("priya"), owner: "carl" }, unaReader()) },
  { name: "undelivered", card: () => undelivered({}, aView({ status: "proposed" }).action) },
  {
    name: "undelivered-late",
    card: () =>
      undelivered(
        { what: "escalation", unreached: "hassan", reason: "http 503", escalation: "E1", late: true },
        aView().action,
        aCaseFile({ people: { ...PEOPLE, hassan: aPerson({ ...PEOPLE.hassan, id: "hassan", phone: "020 7946 0018" }) } }),
      ),
  },
  {
    name: "undelivered-room",
    card: () => undelivered({ what: "room-digest", unreached: null, reason: "is_archived" }, null),
  },
  {
    name: "undelivered-room-elsewhere",
    card: () => undelivered({ what: "state", unreached: null, reason: "this service is not connected to the room" }, null),
  },
  { name: "undelivered-digest", card: () => undelivered({ what: "digest", reason: "http 400" }, null) },
  {
    name: "digest-sent",
    card: () =>
      digestCard(
        { now: restless, reader: "hassan" },
        {
          personId: "hassan",
          overdue: [
            { ...aView(), file: harrietAway() },
            onCase("C-022", { number: 3, owner: "hassan", ownerRole: null, text: "Quiet waiting place", due: due("2027-03-22") }),
          ],
          dueToday: [onCase("C-022", { number: 4, owner: "hassan", ownerRole: null, text: "Call back", due: due("2027-03-31") })],
          dueSoon: [{ ...aView({ number: 2, text: "Boiler cupboard door", due: due("2027-04-01") }), file: harrietAway() }],
          later: [],
          waiting: [],
          ownerLeft: [],
        },
        "sent",
      ),
  },
  {
    name: "digest-to-chaser",
    card: () =>
      digestCard(
        { now: restless, reader: "tom" },
        {
          personId: "tom",
          overdue: [
            withActing({ due: due("2027-03-30") }),
            aView({ ...outside, number: 2, notYetHeard: false, text: "Text confirmation", due: due("2027-03-25") }),
          ],
          dueToday: [aView({ ...outside, number: 3, text: "First appointment slot", due: due("2027-03-31") })],
          dueSoon: [],
          later: [],
          waiting: [],
          ownerLeft: [aView({ number: 5, owner: "carl", ownerRole: null, text: "Mediation offer", due: due("2027-04-01") })],
        },
        "sent",
      ),
  },
  {
    name: "weekly",
    card: () => weeklyCard({ now: restless, reader: "priya" }, week, { day: "2027-03-30", lead: null, why: [], how: "sent" }),
  },
  {
    name: "weekly-asked-by-cover",
    card: () =>
      outcomeCard(
        { kind: "weekly", weekly: week, day: "2027-03-30", lead: "priya", why: ["You are cover for Priya."] },
        { now: restless, reader: "tom" },
      ),
  },
  {
    name: "weekly-nothing",
    card: () =>
      outcomeCard(
        { kind: "weekly", weekly: { cases: [] }, day: "2027-03-30", lead: null, why: [] },
        { now: restless, reader: "priya" },
      ),
  },
];

const inRoom = { now: restless, room: { platform: "slack" as const, workspace: "T0001" } };
const inOneRoom = {
  file: aCaseFile(),
  rows: [aView(), aView({ number: 3, due: due("2027-03-31"), owner: "carl", ownerRole: null })],
};
const roomDigests: Sample[] = [
  {
    name: "room-digest",
    card: () =>
      roomDigestCard(
        {
          day: "2027-03-31",
          cases: [
            inOneRoom,
            { file: aCaseFile({ ref: "C-022" }), rows: [onCase("C-022", { number: 2, due: due("2027-04-01") })] },
          ],
          withheld: { overdue: 0, dueToday: 0, dueSoon: 0 },
        },
        inRoom,
      ),
  },
  {
    name: "room-digest-counts",
    card: () => roomDigestCard({ day: "2027-03-31", cases: [], withheld: { overdue: 2, dueToday: 0, dueSoon: 1 } }, inRoom),
  },
  {
    name: "room-digest-in-part",
    card: () =>
      roomDigestCard({ day: "2027-03-31", cases: [inOneRoom], withheld: { overdue: 1, dueToday: 2, dueSoon: 0 } }, inRoom),
  },
];

/** The cards of what the clock says. */
export const CLOCK_SAMPLES: Sample[] = [...byTheClock, ...roomDigests];
