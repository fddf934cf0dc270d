import { describe, expect, it } from "vitest";
import type { EscalationView } from "../../src/core/climb.ts";
import { acknowledge, mayDecide } from "../../src/core/decide-escalation.ts";
import type { OpenedStep } from "../../src/core/escalation.ts";
import { aMapRole, london, PEOPLE, to } from "../support/builders.ts";
import { anEscalationView, anOpenedStep, OPENED, theSecondStep } from "../support/builders-escalation.ts";

const TODAY = "2027-04-02";
const NOW = london(TODAY, "15:00");

/** What comes of somebody's **Acknowledge**. */
function acknowledged(view: EscalationView, who: string): string {
  const may = mayDecide(view, who, TODAY, "acknowledge");
  const actor = PEOPLE[who];
  if (!may.allowed || !actor) return "refused";
  const answered = acknowledge({ view, actor, as: may.as, now: NOW });
  return answered.kind === "happen" ? `as ${may.as.role}` : answered.kind;
}

const asked = (steps: OpenedStep[], leadTold: string | null = null): EscalationView =>
  anEscalationView(
    { steps, leadTold },
    {
      file: {
        map: [
          aMapRole("Service manager", "priya"),
          aMapRole("Housing team manager", "meera", { cover: [{ personId: "tom", from: null, until: null }] }),
          aMapRole("Commissioner", "connie"),
        ],
      },
    },
  );

describe("acknowledging", () => {
  it("is for the step that waits: not for one that was passed at the same moment because nobody was there", () => {
    const passed = anOpenedStep({ heardBy: null });
    const view = asked([passed, theSecondStep({ at: OPENED.toISOString(), because: "nobody-reachable" })]);

    expect(acknowledged(view, "tom")).toBe("stale");
    expect(acknowledged(view, "connie")).toBe("as Commissioner");
    expect(acknowledged(view, "carl")).toBe("refused");
  });

  it("is the lead's once everybody was asked, also of a lead who was asked before", () => {
    const steps = [anOpenedStep({ role: "Service manager", heardBy: to("priya") }), theSecondStep()];

    expect(acknowledged(asked(steps), "priya")).toBe("stale");
    expect(acknowledged(asked(steps, london(TODAY, "12:00").toISOString()), "priya")).toBe("as Lead");
  });
});
