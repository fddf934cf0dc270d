import { describe, expect, it } from "vitest";
import { type MinutesRoll, personIn } from "../../src/core/minutes.ts";
import { attendedIn, markable, type PickedRoll, readAttendance } from "../../src/core/minutes-attendance.ts";
import { correctMinutes } from "../../src/core/minutes-version.ts";
import { aCaseFile, aPerson, PEOPLE } from "../support/builders.ts";
import { someMinutes } from "../support/sample-minutes.ts";

const TODAY = "2027-03-12";
const file = aCaseFile();
const body = someMinutes();
const people = markable(body, file, TODAY);
const AS_IT_WAS = { here: "person:priya,person:harriet,person:carl", part: "person:hassan", apologies: "person:connie" };
const rollOf = (picked: PickedRoll): MinutesRoll => {
  const read = readAttendance(picked, body, people);
  if ("wrong" in read) throw new Error(read.wrong);
  return read.roll;
};
const correction = { by: personIn(file, "priya"), at: { day: TODAY, time: "09:10" }, why: "Connie joined by phone" };
const corrected = (picked: PickedRoll) =>
  correctMinutes(body, { decisions: body.decisions, narrative: body.narrative, roll: rollOf(picked) }, correction);

describe("attendance in a correction", () => {
  it("offers whoever the minutes name, in their order, then the rest of the case", () => {
    expect(people.map(({ id }) => id)).toEqual(["priya", "harriet", "hassan", "carl", "connie", "meera", "tom"]);
  });

  it("offers nobody who has left the case and was not named, and whoever was named as they were then", () => {
    const team = file.team.map((member) => ({
      ...member,
      until: ["tom", "carl"].includes(member.personId) ? "2027-03-10" : null,
    }));
    const { carl: _, ...others } = PEOPLE;
    const later = aCaseFile({ team, people: { ...others, carl: aPerson({ id: "carl", name: "Carl", role: "Surveyor" }) } });

    expect(markable(body, later, TODAY).map(({ id, role }) => `${id} ${role}`)).toContain("carl Community safety officer");
    expect(markable(body, later, TODAY).map(({ id }) => id)).not.toContain("tom");
  });

  it("reads back what was issued, as nothing different", () => {
    expect(rollOf(AS_IT_WAS)).toEqual({
      ...{ attendees: body.attendees, apologies: body.apologies, notRecorded: body.notRecorded },
    });
    expect(corrected(AS_IT_WAS)).toBeNull();
  });

  it("moves somebody from apologies to there for part of it, and changes nothing else", () => {
    const next = corrected({ ...AS_IT_WAS, part: "person:hassan,person:connie", apologies: undefined });

    expect(next).toMatchObject({ version: 2, apologies: [], decisions: body.decisions, chair: body.chair });
    expect(next?.attendees.map(({ person, attended }) => `${person.id} ${attended}`)).toEqual([
      ...["priya here", "harriet here", "hassan part", "carl here", "connie part"],
    ]);
    expect([attendedIn(body, "connie"), body.version]).toEqual(["apologies", 1]);
  });

  it("takes somebody of the case who was not expected, and drops no name", () => {
    const next = corrected({ here: "person:tom,person:priya" });

    expect(next?.attendees.map(({ person }) => person.id)).toEqual(["priya", "tom"]);
    expect(next?.notRecorded.map(({ id }) => id)).toEqual(["harriet", "hassan", "carl", "connie", "meera"]);
  });

  it.each([
    [{ ...AS_IT_WAS, part: "person:carl" }, "part", "Carl is in two of the lists. Choose one for each person."],
    [{ ...AS_IT_WAS, apologies: "person:carl" }, "apologies", "Carl is in two of the lists. Choose one for each person."],
    [{ here: "person:zoe" }, "here", "somebody who was chosen is not on this case. Choose from the list."],
    [{ here: "A neighbour" }, "here", "somebody who was chosen is not on this case. Choose from the list."],
  ] as const)("refuses %j", (picked, field, wrong) => {
    expect(readAttendance(picked, body, people)).toEqual({ field, wrong });
  });
});
