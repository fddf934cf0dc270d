import { describe, expect, it } from "vitest";
import { resolveWhen } from "../../src/usecases/resolve-when.ts";
import { aCalendar, NOW } from "../support/builders.ts";

const asked = (phrase: string): string | null => {
  const found = resolveWhen(phrase, NOW, aCalendar());
  return found.kind === "ask" ? found.message : null;
};

describe("a date that has passed", () => {
  it("picked in a form is asked for again in a way that a picker can answer", () => {
    expect(asked("2027-03-10")).toBe("Wed 10 March 2027 has passed. Choose a later day or time.");
    expect(asked("2027-03-10 09:00")).toContain("has passed. Choose a later day or time.");
  });

  it("that was written is answered with other ways to write one", () => {
    expect(asked("10/3/2027")).toBe("Wed 10 March 2027 has passed. Try: by Friday, 12 March, 5wd or in 3 weeks.");
  });
});
