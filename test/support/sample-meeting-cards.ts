import { followUpCard } from "../../src/cards/follow-up.ts";
import { formCard } from "../../src/cards/form.ts";
import { meetingAnswer, meetingCard } from "../../src/cards/meeting.ts";
import type { Meeting } from "../../src/core/meeting.ts";
import type { MeetingView } from "../../src/core/meeting-view.ts";
import type { FormRequest } from "../../src/core/outcome.ts";
import { aCalendar, aCaseFile, anAction, due, london } from "./builders.ts";
import type { Sample } from "./sample-cards.ts";

/** Cards of meetings. Priya chairs M2 of C-014 on Thu 11 March 2027; M1 was four weeks before. */

const now = london("2027-03-11", "14:40");
const file = aCaseFile();

export const aMeeting = (overrides: Partial<Meeting> = {}): Meeting => ({
  ...{ id: "00000000-0000-4000-8000-0000000000b2", caseId: file.id, number: 2, state: "open", version: 3 },
  ...{ openedAt: london("2027-03-11", "14:00"), endedAt: null, followUp: null, changedAt: now },
  ...{ type: "mdt", chair: "priya", openedBy: "priya", endedBy: null, noActionsBecause: null, narrative: null },
  ...{ previous: "00000000-0000-4000-8000-0000000000b1", goingSince: london("2027-03-11", "14:00").toISOString() },
  roll: [
    { personId: "priya", attended: "here" },
    { personId: "harriet", attended: "here" },
    { personId: "hassan", attended: "part" },
    { personId: "connie", attended: "apologies" },
    { personId: "carl", attended: null },
  ],
  decisions: [
    { text: "The flat gets new door seals", by: "hassan", at: london("2027-03-11", "14:20").toISOString() },
    { text: "Repairs only on days that were told of before", by: "priya", at: london("2027-03-11", "14:30").toISOString() },
  ],
  ...overrides,
});

const made = anAction({ number: 2, status: "proposed", meetingId: aMeeting().id });
const draft = anAction({
  ...{
    id: "00000000-0000-4000-8000-0000000000a3",
    number: 3,
    status: "draft",
    text: "Mediation offer to the upstairs neighbour",
  },
  ...{ owner: "carl", ownerRole: null, due: due("2027-04-01"), originalDue: null, evidenceRequired: null, asker: "carl" },
});
const before = anAction({
  number: 1,
  text: "Ask the council about noise",
  owner: "carl",
  ownerRole: "Community safety officer",
  due: due("2027-03-08"),
});
const other = anAction({ number: 9, text: "Order the lagging", status: "evidence submitted", ownerRole: null });

export const aMeetingView = (overrides: Partial<MeetingView> = {}): MeetingView => ({
  ...{ file, calendar: aCalendar(), meeting: aMeeting(), previous: aMeeting({ number: 1, state: "ended" }) },
  ...{ actions: [made, draft], followers: [], carried: [before], others: [other] },
  ...overrides,
});

const answered = (reader: string, said: string | null = null, overrides: Partial<MeetingView> = {}) =>
  meetingAnswer({ now, reader }, { kind: "meeting", meeting: aMeetingView(overrides), said });
const room = { platform: "slack", workspace: "T0001" } as const;
const inRoom = (overrides: Partial<MeetingView> = {}) =>
  meetingCard({ now, reader: "", room }, aMeetingView(overrides), { said: [], why: [], audience: "case" });
const ended = aMeeting({ state: "ended", endedAt: london("2027-03-11", "15:05"), endedBy: "priya", followUp: "2027-04-13" });

const done = anAction({
  ...{
    number: 2,
    status: "complete",
    closedAt: london("2027-04-06", "16:00"),
    signedOffBy: "priya",
    due: due("2027-04-06"),
    extensions: 1,
  },
  latestEvidence: { id: "e", by: "harriet", at: london("2027-04-06", "15:00"), text: "Report QH-2231" },
});
const ranOut = anAction({
  ...{ number: 3, status: "not achieved", text: "Mediation offer to the upstairs neighbour", owner: "carl", ownerRole: null },
  ...{
    due: due("2027-04-01"),
    originalDue: due("2027-04-01"),
    closedAt: london("2027-04-01", "12:00"),
    endedBecause: "declined",
  },
});
const late = anAction({
  number: 4,
  text: "Look at the boiler cupboard door",
  due: due("2027-04-05"),
  originalDue: due("2027-04-05"),
});
const next = anAction({
  number: 5,
  text: "Letter about quiet hours",
  follows: "A3",
  due: due("2027-04-20"),
  originalDue: due("2027-04-20"),
});
const checked = { meeting: ended, actions: [done, ranOut, late], followers: [next], carried: [], others: [] };
const check = (reader: string, overrides: Partial<MeetingView> = {}) =>
  followUpCard(
    { now: london("2027-04-13", "08:30"), reader, ...(reader === "" && { room }) },
    aMeetingView({ ...checked, ...overrides }),
    reader === "" ? { why: [], audience: "case" } : { why: ["You are cover for Priya."] },
  );

const form = (
  name: FormRequest["name"],
  command: FormRequest["command"],
  people = ["priya", "harriet", "hassan", "connie", "carl"],
) => formCard({ name, command, view: null, file, meeting: { meeting: aMeeting(), people } }, { now, reader: "priya" });

export const MEETING_SAMPLES: Sample[] = [
  { name: "meeting-started", card: () => answered("priya", "M2 of C-014 has started.") },
  { name: "meeting-to-attendee", card: () => answered("harriet") },
  { name: "meeting-to-absent", card: () => answered("connie") },
  { name: "meeting-refused-end", card: () => answered("priya", "A3 has no evidence. No follow-up check date set.") },
  { name: "meeting-ended", card: () => answered("priya", null, { meeting: ended }) },
  {
    name: "meeting-rapid",
    card: () => answered("priya", null, { meeting: aMeeting({ type: "rapid", followUp: "2027-03-15" }) }),
  },
  {
    name: "meeting-asked",
    card: () =>
      meetingCard({ now, reader: "priya" }, aMeetingView(), {
        ...{
          said: [
            "M2 of C-014 has been open since Thu 11 March 2027, 14:00. Has it ended? If it ended before now, type when: mdt meeting end C-014 at 15:05",
          ],
          why: ["You are cover for Hassan."],
          asked: true,
        },
      }),
  },
  { name: "meeting-room", card: () => inRoom() },
  { name: "meeting-room-ended", card: () => inRoom({ meeting: ended }) },
  { name: "follow-up", card: () => check("priya") },
  { name: "follow-up-room", card: () => check("") },
  {
    name: "follow-up-without-actions",
    card: () =>
      check("priya", { actions: [], followers: [], meeting: { ...ended, noActionsBecause: "everything agreed is done" } }),
  },
  { name: "form-meeting-roll", card: () => form("meeting-roll", { do: "meeting-roll", case: "C-014", meeting: 2 }) },
  { name: "form-decision", card: () => form("decision", { do: "decision", case: "C-014", meeting: 2 }) },
  { name: "form-follow-up", card: () => form("follow-up", { do: "follow-up", case: "C-014", meeting: 2 }) },
  { name: "form-no-actions", card: () => form("no-actions", { do: "no-actions", case: "C-014", meeting: 2 }) },
];
