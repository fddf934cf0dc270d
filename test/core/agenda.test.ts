import { describe, expect, it } from "vitest";
import { lookAt, type Moment } from "../../src/core/agenda.ts";
import type { Notice } from "../../src/core/notice.ts";
import { to } from "../support/builders.ts";

const at = (minute: number): Date => new Date(Date.UTC(2027, 2, 11, 8, minute));
const reminder = (minute: number, reader = "harriet"): Moment => ({
  at: at(minute),
  notice: { kind: "reminder", to: to(reader), due: { day: "2027-03-11", time: "17:00" }, occasion: "today", day: "2027-03-11" },
});
const silence = (minute: number, step: 1 | 2): Moment => ({
  at: at(minute),
  notice: { kind: "silence", to: to("harriet"), waits: "accept", since: "2027-03-10T08:00:00.000Z", step },
});
const digest = (minute: number, day: string): Moment => ({ at: at(minute), notice: { kind: "digest", to: to("harriet"), day } });
const room = (minute: number, conversation: string): Moment => {
  const notice: Notice = {
    kind: "room-digest",
    room: { platform: "slack", workspace: "T0001", conversation },
    day: "2027-03-11",
  };
  return { at: at(minute), notice };
};

describe("a look at the agenda", () => {
  it("says what has come since the last look, to this very minute, and nothing that lay before or comes later", () => {
    const moments = [reminder(10, "tom"), reminder(20, "hassan"), reminder(30, "priya"), reminder(31)];

    expect(lookAt(moments, at(10), at(30))).toEqual({ say: [moments[1], moments[2]], next: at(31) });
  });

  it("comes back for the first of what is to come", () => {
    expect(lookAt([reminder(50), reminder(40), reminder(45)], at(0), at(30)).next).toEqual(at(40));
    expect(lookAt([reminder(10)], at(20), at(30))).toEqual({ say: [], next: null });
  });

  it("says of one kind to one reader only the last that has come, in whatever order they are found", () => {
    const moments = [reminder(12), reminder(14), reminder(11)];

    expect(lookAt(moments, at(10), at(30)).say).toEqual([moments[1]]);
  });

  it("says what comes last in the list where two come in the same minute", () => {
    const [first, second] = [digest(12, "2027-03-10"), digest(12, "2027-03-11")];

    expect(lookAt([first, second], at(10), at(30)).say).toEqual([second]);
  });

  it("keeps apart kinds, readers, rooms and the steps of a silence, and says them in their order", () => {
    const moments = [silence(13, 2), silence(12, 1), reminder(11), reminder(14, "tom"), room(15, "C1"), room(16, "C2")];

    expect(lookAt(moments, at(10), at(30)).say.map((moment) => moment.at.getUTCMinutes())).toEqual([11, 12, 13, 14, 15, 16]);
  });
});
