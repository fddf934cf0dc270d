import { describe, expect, it } from "vitest";
import { mayReview, reasonAfterReview, reviewDue, reviewMoments } from "../../src/core/threshold-review.ts";
import { aCalendar, aCaseFile, london } from "../support/builders.ts";

const file = aCaseFile();
const calendar = aCalendar();
const moments = (dueDay: string, since: Date, now: Date) => {
  const { say, next } = reviewMoments({ dueDay }, file, calendar, since, now);
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
