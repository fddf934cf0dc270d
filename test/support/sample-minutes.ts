import type { Meeting } from "../../src/core/meeting.ts";
import { type MinutesBody, writeMinutes } from "../../src/core/minutes.ts";
import { aCalendar, aCaseFile, aDraft, anAction, due, london } from "./builders.ts";

/** The joint meeting of the housing scenario as it ended, and its minutes. */
export const aMeeting = (overrides: Partial<Meeting> = {}): Meeting => ({
  id: "00000000-0000-4000-8000-0000000000c1",
  caseId: "00000000-0000-4000-8000-000000000014",
  ...{ number: 1, state: "ended", type: "mdt", chair: "priya", openedBy: "priya", endedBy: "priya", previous: null, version: 9 },
  openedAt: london("2027-03-11", "14:00"),
  endedAt: london("2027-03-11", "15:05"),
  changedAt: london("2027-03-11", "15:05"),
  goingSince: london("2027-03-11", "14:00").toISOString(),
  followUp: "2027-04-13",
  roll: [
    { personId: "priya", attended: "here" },
    { personId: "harriet", attended: "here" },
    { personId: "hassan", attended: "part" },
    { personId: "carl", attended: "here" },
    { personId: "connie", attended: "apologies" },
    { personId: "meera", attended: null },
  ],
  decisions: [
    { text: "Quayside Homes pays for the survey.", by: "hassan", at: london("2027-03-11", "14:30").toISOString() },
    { text: "Repair days are told two days ahead.", by: "priya", at: london("2027-03-11", "14:40").toISOString() },
  ],
  noActionsBecause: null,
  narrative: null,
  ...overrides,
});

const meetingId = aMeeting().id;
const numbered = (number: number, overrides: Parameters<typeof anAction>[0]) =>
  anAction({ id: `00000000-0000-4000-8000-0000000001a${number}`, number, meetingId, status: "proposed", ...overrides });

export const AGREED = [
  numbered(1, {}),
  numbered(2, {
    ...{ text: "Mediation offer to the upstairs neighbour", owner: "carl", ownerRole: "Community safety officer" },
    ...{ due: due("2027-04-01"), evidenceRequired: "mediation offer letter and reply" },
  }),
  numbered(3, {
    ...{ text: "Look at the boiler cupboard door", evidenceRequired: "photo of the mended door", due: due("2027-04-05") },
  }),
  numbered(4, {
    ...{ text: "Update the risk plan and set a predictable routine for repair days", owner: "priya", ownerRole: null },
    ...{ due: due("2027-03-16"), evidenceRequired: "risk plan version and repair-day routine", level: "restricted" },
    status: "open",
  }),
  aDraft({ id: "00000000-0000-4000-8000-0000000001a6", number: 6, meetingId, status: "cancelled", text: "Not to be told" }),
];

const EARLIER = numbered(5, {
  meetingId: null,
  status: "open",
  text: "Quiet hours letter",
  due: due("2027-03-09"),
  owner: "carl",
});

export const someMinutes = (meeting: Partial<Meeting> = {}, more: Partial<MinutesBody> = {}): MinutesBody => ({
  ...writeMinutes({
    ...{ meeting: aMeeting(meeting), actions: [EARLIER, ...AGREED.toReversed()], file: aCaseFile(), calendar: aCalendar() },
    ...{ by: "priya", now: london("2027-03-11", "15:05") },
  }),
  ...more,
});
