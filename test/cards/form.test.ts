import { describe, expect, it } from "vitest";
import type { AdaptiveElement } from "../../src/cards/card.ts";
import { elementsOf } from "../../src/cards/elements.ts";
import { formCard } from "../../src/cards/form.ts";
import type { EscalationView } from "../../src/core/climb.ts";
import type { FormRequest } from "../../src/core/outcome.ts";
import {
  aCaseFile,
  anAction,
  anExtensionRequest,
  aPerson,
  aReassignmentRequest,
  aView,
  due,
  NOW,
  PEOPLE,
} from "../support/builders.ts";
import { anEscalationView, aThresholdView } from "../support/builders-escalation.ts";
import { draftView } from "../support/sample-views.ts";

const context = { now: NOW, reader: "priya" };
const ref = "C-014/A1";

const inputsOf = (form: Pick<FormRequest, "name" | "command"> & Partial<FormRequest>): Record<string, AdaptiveElement> => {
  const { content } = formCard({ view: null, file: null, ...form }, context);
  const inputs = content.body.filter((element) => element.type.startsWith("Input."));
  return Object.fromEntries(inputs.map((input) => [String(input.id), input]));
};

describe("a form", () => {
  it("holds a draft's fields when it is edited, the owner by the role they were named by", () => {
    const inputs = inputsOf({
      name: "edit",
      command: { do: "edit", ref, seen: 1 },
      view: draftView({ due: due("2027-03-25", "17:00"), chaser: "tom" }),
    });

    expect(Object.fromEntries(Object.entries(inputs).map(([id, { value }]) => [id, value]))).toEqual({
      text: "Pipe lagging and wall insulation survey",
      who: "role:Housing officer",
      date: "2027-03-25",
      time: "17:00",
      evidence: "surveyor's report",
      chaser: "person:tom",
    });
  });

  it("keeps what was said with the command, so that nothing is asked twice", () => {
    const inputs = inputsOf({
      name: "extend",
      command: { do: "extend", ref, date: "2027-04-06", reason: "the surveyor is ill" },
      view: aView(),
    });

    expect(inputs.date?.value).toBe("2027-04-06");
    expect(inputs.reason?.value).toBe("the surveyor is ill");
  });

  it("leaves a phrase to the command where a picker could not hold it", () => {
    expect(
      inputsOf({ name: "extend", command: { do: "extend", ref, date: "next Friday" }, view: aView() }).date,
    ).not.toHaveProperty("value");
  });

  it("offers the date and time that were asked for when a new date is approved", () => {
    const inputs = inputsOf({
      name: "approve",
      command: { do: "approve", ref },
      view: aView({ request: anExtensionRequest({ to: due("2027-04-06", "12:00") }) }),
    });

    expect([inputs.date?.value, inputs.time?.value]).toEqual(["2027-04-06", "12:00"]);
  });

  it("keeps an owner who has left the case among the choices of their draft", () => {
    const file = aCaseFile({ people: { ...PEOPLE, gone: aPerson({ id: "gone" }) } });
    const who = inputsOf({
      name: "edit",
      command: { do: "edit", ref },
      view: { ...draftView({ owner: "gone", ownerRole: null }), file },
    }).who;

    expect(who?.value).toBe("person:gone");
    expect(elementsOf(who?.choices).map(({ value }) => value)).toContain("person:gone");
  });

  const valuesOf = (input: AdaptiveElement | undefined) => elementsOf(input?.choices).map(({ value }) => value);
  const ofTeam = (personId: string, until: string | null = null) => ({
    personId,
    level: "coordination" as const,
    from: null,
    until,
  });

  it("offers nobody who may not take part today, and nobody outside chat to chase", () => {
    const file = aCaseFile({
      people: {
        ...PEOPLE,
        gone: aPerson({ id: "gone", name: "Gone" }),
        out: aPerson({ id: "out", name: "Out", identities: [] }),
      },
      team: [...aCaseFile().team, ofTeam("gone", "2027-03-10"), ofTeam("out")],
    });
    const { who, chaser } = inputsOf({ name: "assign", command: { do: "assign" }, file });

    expect(valuesOf(who)).toEqual(expect.arrayContaining(["person:harriet", "role:Housing officer", "person:out"]));
    expect(valuesOf(who)).not.toContain("person:gone");
    expect(valuesOf(chaser)).toEqual(expect.arrayContaining(["person:harriet", "role:Housing officer"]));
    expect(valuesOf(chaser)).not.toContain("person:out");
  });

  it("offers the partner map first, and says where not everybody fits", () => {
    const crowd = Array.from({ length: 120 }, (_, i) => aPerson({ id: `p${i}`, name: `Aaron ${i}` }));
    const file = aCaseFile({
      people: { ...PEOPLE, ...Object.fromEntries(crowd.map((person) => [person.id, person])) },
      team: [...aCaseFile().team, ...crowd.map(({ id }) => ofTeam(id))],
    });
    const form = { name: "assign", command: { do: "assign", who: "person:p119" }, view: null, file } as const;
    const values = valuesOf(inputsOf(form).who);

    expect(values).toHaveLength(100);
    expect(values.indexOf("role:Housing officer")).toBeLessThan(values.indexOf("person:p0"));
    expect(values).toContain("person:harriet");
    expect(values).toContain("person:p119");
    expect(JSON.stringify(formCard(form, context).content)).toContain("Only 100 people and roles fit here");
    expect(JSON.stringify(formCard({ ...form, file: aCaseFile() }, context).content)).not.toContain("fit here");
  });

  it("asks who in words where no case says whom to choose from", () => {
    const inputs = inputsOf({ name: "assign", command: { do: "assign" } });

    expect(inputs.who?.type).toBe("Input.Text");
    expect(inputs.chaser).toBeUndefined();
  });

  const aboutEscalation = (escalation: EscalationView) => ({
    view: escalation.action && { ...escalation, action: escalation.action },
    escalation,
  });

  it("asks for the date where an escalation is approved that nobody asked a date for", () => {
    const approve = { name: "approve", command: { do: "approve", ref: "C-014/E1" } } as const;

    expect(Object.keys(inputsOf({ ...approve, ...aboutEscalation(anEscalationView()) }))).toEqual(["date", "time", "reason"]);
    const handOver = anEscalationView({}, { action: anAction({ request: aReassignmentRequest() }) });
    expect(Object.keys(inputsOf({ ...approve, ...aboutEscalation(handOver) }))).toEqual(["reason"]);
  });

  it("lets a question be passed on to anybody in chat but oneself", () => {
    const { who } = inputsOf({
      name: "pass-on",
      command: { do: "pass-on", ref: "C-014/E1" },
      ...aboutEscalation(anEscalationView()),
    });

    expect(valuesOf(who)).toEqual(expect.arrayContaining(["person:connie", "role:Commissioner"]));
    for (const none of ["person:priya", "role:Service manager", "person:meera"]) expect(valuesOf(who)).not.toContain(none);
  });

  it("begins stabilisation with whoever starts it, their cover, and the usual rule", () => {
    const { content } = formCard(
      {
        ...{ name: "stabilise", command: { do: "stabilise", ref: "C-031/E2" }, view: null, file: null },
        escalation: aThresholdView(),
      },
      { now: NOW, reader: "dana" },
    );
    const filled = content.body.filter(({ type }) => type.startsWith("Input.")).map(({ id, value }) => [id, value]);

    expect(Object.fromEntries(filled)).toMatchObject({ who: "person:dana", cover: "person:owen", time: "16:30" });
    expect(valuesOf(content.body.find(({ id }) => id === "cover"))).toContain("person:owen");
    expect(Object.fromEntries(filled).text).toMatch(/^5 full days without an incident/);
  });
});
