import { describe, expect, it } from "vitest";
import { mayReview, reasonAfterReview, reviewDue, reviewHeard, reviewMoments } from "../../src/core/threshold-review.ts";
import { aCalendar, aCaseFile, london } from "../support/builders.ts";

const file = aCaseFile();
const calendar = aCalendar();
const moments = (dueDay: string, since: Date, now: Date) => {
  const { say, next } = reviewMoments({ dueDay }, london("2027-06-01", "08:30"), file, calendar, { since, now });
  return { say: say.map(({ occasion }) => occasion), next };
};

describe("the review of thresholds", () => {
  it("stays readable in the reason of a draft that was changed after it", () => {
    expect(reasonAfterReview("no use", "keep")).toBe("no use (after the review: kept)");
    expect(reasonAfterReview("no use", null)).toBe("no use");
  });

  it("is due five working days after the cluster, bank holidays left out", () => {
    expect(reviewDue("2027-06-26", calendar)).toBe("2027-07-02");
    expect(reviewDue("2027-03-24", calendar)).toBe("2027-04-02");
  });

  it.each([
    ["2027-06-22", "22:15", "2027-06-23", "08:30"],
    ["2027-06-26", "23:10", "2027-06-28", "08:30"],
    ["2027-06-23", "08:29", "2027-06-24", "08:30"],
  ])("of a cluster that ended on %s at %s is heard of in its reader's next working morning", (day, time, heardOn, at) => {
    expect(reviewHeard(london(day, time), file.people.priya, file, calendar)).toEqual(london(heardOn, at));
  });

  it("is heard of when its reader's quiet hours are over, and at once by nobody we know", () => {
    const late = { ...file, quietHours: "20:00-09:15" };
    const opened = london("2027-06-22", "22:15");
    const heard = london("2027-06-23", "09:15");

    expect(reviewHeard(opened, file.people.priya, late, calendar)).toEqual(heard);
    const night = reviewMoments({ dueDay: "2027-06-29" }, heard, file, calendar, { since: opened, now: opened });
    expect(night).toEqual({ say: [], next: heard });
    const morning = reviewMoments({ dueDay: "2027-06-29" }, heard, file, calendar, { since: opened, now: heard });
    expect(morning.say).toEqual([{ occasion: "opened", at: heard }]);
  });

  it("is spoken of at digest time of its day, and of the working day after it", () => {
    const due = "2027-07-02";
    const before = london("2027-07-01", "12:00");

    expect(moments(due, before, before)).toEqual({ say: [], next: london("2027-07-02", "08:30") });
    expect(moments(due, before, london("2027-07-02", "08:30"))).toEqual({ say: ["due"], next: london("2027-07-05", "08:30") });
    expect(moments(due, london("2027-07-02", "08:30"), london("2027-07-05", "08:31"))).toEqual({ say: ["missed"], next: null });
    expect(moments(due, london("2027-07-05", "08:31"), london("2027-07-06", "08:30"))).toEqual({ say: [], next: null });
  });

  it("is not spoken of when the day is over: after an outage only what is still of the day", () => {
    const since = london("2027-07-01", "12:00");

    expect(moments("2027-07-02", since, london("2027-07-02", "17:59")).say).toEqual(["due"]);
    expect(moments("2027-07-02", since, london("2027-07-02", "18:00")).say).toEqual([]);
    expect(moments("2027-07-02", since, london("2027-07-05", "09:00")).say).toEqual(["missed"]);
  });

  it.each([
    ["carl", null],
    ["priya", null],
    ["tom", "priya"],
    ["hassan", undefined],
    ["nobody", undefined],
  ])("is its owner's, the lead's, and their cover's: %s", (person, place) => {
    expect(mayReview(file, { owner: "carl" }, person, "2027-07-01")).toBe(place);
  });
});
