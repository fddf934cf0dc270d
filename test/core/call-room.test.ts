import { describe, expect, it } from "vitest";
import { roomToCall } from "../../src/core/call-room.ts";
import type { Audience, Place } from "../../src/core/case-file.ts";
import { aCaseFile, PEOPLE } from "../support/builders.ts";

const TENANT = "11111111-1111-4111-8111-111111111111";
const room = (id: string, audience: Audience, where: Partial<Place> = {}): Place => ({
  id,
  platform: "teams",
  workspace: TENANT,
  conversation: id,
  audience,
  ...where,
});
const called = (who: "harriet" | "priya", ...places: Place[]) => {
  const person = PEOPLE[who];
  if (!person) throw new Error("nobody of that name");
  return roomToCall(aCaseFile({ places }), person, { platform: "teams", workspace: TENANT })?.id;
};

describe("somebody who cannot be written to", () => {
  it("is named in the case's own room on their platform", () => {
    const elsewhere = [room("slack", "case", { platform: "slack" }), room("other", "case", { workspace: "another" })];

    expect(called("harriet", ...elsewhere, room("mixed", "mixed"), room("case", "case"))).toBe("case");
    expect(called("harriet", ...elsewhere)).toBeUndefined();
  });

  it("is named in the provider's room where they are its own, and never in a mixed one", () => {
    expect(called("priya", room("mixed", "mixed"), room("staff", "provider"))).toBe("staff");
    expect(called("harriet", room("mixed", "mixed"), room("staff", "provider"))).toBeUndefined();
  });
});
