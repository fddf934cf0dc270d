import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AssignRead, readAssign, type Who } from "../../src/capture/assign.ts";
import { bankHolidays } from "../../src/core/bank-holidays.ts";
import type { Calendar } from "../../src/core/working-day.ts";

const calendar: Calendar = { timeZone: "Europe/London", region: "england", holidays: bankHolidays("england") };
const context = {
  now: new Date("2027-03-11T14:00:00Z"),
  calendar,
  people: [
    { id: "harriet", names: ["Harriet", "Harriet (Housing officer, Quayside Homes)"] },
    { id: "carl", names: ["Carl"] },
    { id: "kofi", names: ["Kofi"] },
    { id: "sam1", names: ["Sam", "Sam Lee"] },
    { id: "sam2", names: ["Sam", "Sam Roy"] },
    { id: "jose", names: ["José"] },
  ],
  roles: [
    { role: "Housing officer", personId: "harriet" },
    { role: "GP practice manager", personId: "meera" },
    { role: "Commissioner", personId: "connie" },
  ],
};
const HARRIET = "<@slack/T0001/U0001>";
const CARL = "<@teams/11111111-1111-4111-8111-111111111111/aaaaaaaa-0000-4000-8000-000000000001>";

const who = (one: Who): string => {
  switch (one.kind) {
    case "me":
      return "me";
    case "mention":
      return `<@${one.platform}/${one.workspace}/${one.user}>`;
    case "person":
      return one.personId;
    case "role":
      return `role:${one.role}:${one.personId}`;
    case "unknown":
      return `?${one.said}`;
  }
};
const dueOf = ({ when }: AssignRead): string | null =>
  when && "due" in when.read ? when.read.due.day : (when?.read.kind ?? null);
const read = (words: string) => {
  const assigned = readAssign(words, context);
  return {
    owners: assigned.owners.map(who),
    ...(assigned.chaser && { chaser: who(assigned.chaser) }),
    ...(assigned.when && { due: dueOf(assigned) }),
    ...(assigned.evidence && { evidence: assigned.evidence }),
    text: assigned.text,
  };
};

describe("readAssign", () => {
  it.each([
    [
      `${HARRIET} by Friday get the pipe survey done evidence "surveyor's report"`,
      { owners: [HARRIET], due: "2027-03-12", evidence: "surveyor's report", text: "get the pipe survey done" },
    ],
    [
      'owner "GP practice manager" chaser me due 5wd "Flag record: first appointment slot, quiet waiting place, text confirmation" evidence "written confirmation from practice"',
      {
        owners: ["role:GP practice manager:meera"],
        chaser: "me",
        due: "2027-03-18",
        evidence: "written confirmation from practice",
        text: "Flag record: first appointment slot, quiet waiting place, text confirmation",
      },
    ],
    [
      "I'll get the pipe lagging and wall insulation survey done in 10 working days, I'll upload the surveyor's report",
      {
        owners: ["me"],
        due: "2027-03-25",
        text: "get the pipe lagging and wall insulation survey done, I'll upload the surveyor's report",
      },
    ],
    [
      "mediation offer to the upstairs neighbour, three weeks from today",
      { owners: [], due: "2027-04-01", text: "mediation offer to the upstairs neighbour" },
    ],
    [
      "I’ll update the risk plan and set a predictable routine for repair days by Tuesday",
      { owners: ["me"], due: "2027-03-16", text: "update the risk plan and set a predictable routine for repair days" },
    ],
    ["someone should look at the boiler cupboard door", { owners: [], text: "look at the boiler cupboard door" }],
  ])("understands what SCENARIOS has people type: %s", (words, expected) => {
    expect(read(words)).toEqual(expected);
  });

  it.each([
    ["evidence first", `evidence “surveyor’s report” by Friday ${HARRIET} get the survey done`],
    ["date first", `by Friday evidence "surveyor’s report" ${HARRIET} to get the survey done`],
    ["text first", `get the survey done by Friday ${HARRIET} evidence "surveyor’s report"`],
    ["owner last, by keyword", `get the survey done, by Friday, evidence "surveyor’s report", owner ${HARRIET}`],
    ["text in quotes", `"get the survey done" owner ${HARRIET} by Friday evidence: "surveyor’s report"`],
    [
      "a form by lines",
      `Owner: ${HARRIET}
Due: Friday
Evidence: surveyor’s report
Action: get the survey done`,
    ],
    ["a form by sentences", `Owner: ${HARRIET}. Due: Friday. Evidence: surveyor’s report. Action: get the survey done`],
    ["evidence without quotes, last", `${HARRIET}: get the survey done by Friday, evidence surveyor’s report`],
    ["evidence without quotes, then the date", `${HARRIET} get the survey done evidence surveyor’s report by Friday`],
    ["evidence without quotes, then the owner", `by Friday get the survey done evidence surveyor’s report owner ${HARRIET}`],
  ])("takes the parts in any order: %s", (_what, words) => {
    expect(read(words)).toEqual({
      owners: [HARRIET],
      due: "2027-03-12",
      evidence: "surveyor’s report",
      text: "get the survey done",
    });
  });

  it.each([
    [`${HARRIET} get it done`, [HARRIET], "get it done"],
    [`${HARRIET} to get it done`, [HARRIET], "get it done"],
    [`${HARRIET}, can you please get it done`, [HARRIET], "get it done"],
    [`${CARL} get it done`, [CARL], "get it done"],
    [`${HARRIET} and ${CARL} to meet`, [HARRIET, CARL], "meet"],
    [`${HARRIET} ${CARL} to meet`, [HARRIET, CARL], "meet"],
    ["Harriet get it done", ["harriet"], "get it done"],
    ["harriet: get it done", ["harriet"], "get it done"],
    ["@Harriet - get it done", ["harriet"], "get it done"],
    ["Harriet will get it done", ["harriet"], "get it done"],
    ["Jose to get it done", ["jose"], "get it done"],
    ["Harriet and Carl to meet", ["harriet", "carl"], "meet"],
    ["Harriet, Carl and Kofi to meet", ["harriet", "carl", "kofi"], "meet"],
    ["Harriet Carl to meet", ["harriet", "carl"], "meet"],
    ["@Harriet @Carl to meet", ["harriet", "carl"], "meet"],
    [`${HARRIET} Kofi to meet`, [HARRIET, "kofi"], "meet"],
    ["Harriet Carl's report", ["harriet"], "Carl's report"],
    ["Harriet Carlton Road repairs", ["harriet"], "Carlton Road repairs"],
    ["Harriet ask Carl for the report", ["harriet"], "ask Carl for the report"],
    ["Harriet & the team to meet", ["harriet"], "meet"],
    ["me and Carl to meet", ["me", "carl"], "meet"],
    ["me call the GP", ["me"], "call the GP"],
    ["I will call the GP", ["me"], "call the GP"],
    ["Harriet (Housing officer, Quayside Homes) call the GP", ["harriet"], "call the GP"],
    ["housing officer to call the GP", ["role:Housing officer:harriet"], "call the GP"],
    ['"Housing officer" call the GP', ["role:Housing officer:harriet"], "call the GP"],
    ["Housing officer and Harriet to call the GP", ["role:Housing officer:harriet"], "call the GP"],
    ["Sam to call the GP", ["sam1", "sam2"], "call the GP"],
    ["Sam Roy to call the GP", ["sam2"], "call the GP"],
    ["owner Carl Harriet to be asked for the keys", ["carl"], "Harriet to be asked for the keys"],
    ["owner me call the GP", ["me"], "call the GP"],
    ['owner "Bob Smith" call the GP', ["?Bob Smith"], "call the GP"],
    ["owner: bob call the GP", ["?bob"], "call the GP"],
    ["call the GP owner Bob Smith", ["?Bob Smith"], "call the GP"],
  ])("finds the owner: %s", (words, owners, text) => {
    expect(read(words)).toEqual({ owners, text });
  });

  it.each([
    ["someone to chase GP", "chase GP"],
    ["Someone should chase GP", "chase GP"],
    ["someone chase GP", "chase GP"],
    ["somebody needs to chase GP", "chase GP"],
    ["we should chase GP", "chase GP"],
    ["We'll chase GP", "chase GP"],
    ["the team to chase GP", "chase GP"],
    ["Team: chase GP", "chase GP"],
    ["everyone to chase GP", "chase GP"],
    ["all to chase GP", "chase GP"],
    ["us to chase GP", "chase GP"],
    ["TBC chase GP", "chase GP"],
    ["owner TBC chase GP", "chase GP"],
    ["owner the team, chase GP", "chase GP"],
  ])("never makes an owner of nobody in particular: %s", (words, text) => {
    expect(read(words)).toEqual({ owners: [], text });
  });

  it.each([
    "call Harriet's landlord",
    "Harriet's landlord to be called",
    "Harriet’s landlord to be called",
    `${HARRIET}'s landlord to be called`,
    `send the report to ${CARL}`,
    "ask Carl for the keys",
    "Carlisle office to be called",
    "all radiators to be checked",
    "Team meeting to be arranged",
    "someone from housing should look at the door",
    "call the owner of the flat",
    "call the owner Harriet",
    "send a chaser letter",
    "collect evidence of the noise",
    "the evidence pack goes to panel",
    '"Flag record: quiet waiting place"',
    "ask about the 1st draft",
    "review Friday's incident",
  ])("leaves as text: %s", (words) => {
    expect(read(words)).toEqual({ owners: [], text: words.replace(/^"|"$/g, "") });
  });

  it.each([
    ["Harriet by Friday", { owners: ["harriet"], due: "2027-03-12", text: null }],
    ["", { owners: [], text: null }],
    ["Kofi to call the GP (by Friday)", { owners: ["kofi"], due: "2027-03-12", text: "call the GP" }],
    ["Kofi to call the GP, by Friday, and", { owners: ["kofi"], due: "2027-03-12", text: "call the GP" }],
    ["Kofi 24h call the GP", { owners: ["kofi"], due: "2027-03-12", text: "call the GP" }],
    ["Kofi to call the GP by", { owners: ["kofi"], text: "call the GP" }],
    ["Kofi to call the GP ASAP", { owners: ["kofi"], due: "vague", text: "call the GP" }],
    ["Kofi to call the GP by 31 February", { owners: ["kofi"], due: "impossible", text: "call the GP" }],
    [
      'Kofi due 5wd "check the letter by 1 May 2027 is kept"',
      { owners: ["kofi"], due: "2027-03-18", text: "check the letter by 1 May 2027 is kept" },
    ],
    ['Kofi "call the GP by Friday"', { owners: ["kofi"], due: "2027-03-12", text: "call the GP" }],
    ['Kofi call the GP evidence "letter due Monday"', { owners: ["kofi"], evidence: "letter due Monday", text: "call the GP" }],
    ["Meera call the GP chaser Kofi", { owners: [], chaser: "kofi", text: "Meera call the GP" }],
    ['Kofi call the GP chaser "Bob"', { owners: ["kofi"], chaser: "?Bob", text: "call the GP" }],
  ])("keeps the text tidy: %s", (words, expected) => {
    expect(read(words)).toEqual(expected);
  });

  it("says where the date stood in the words as typed", () => {
    const words = `evidence "report" ${HARRIET} get it done by Friday please`;
    const { when } = readAssign(words, context);
    expect(when && words.slice(when.start, when.end)).toBe("by Friday");
  });

  it("answers whatever it is given, and never makes up words", () => {
    const pieces = fc.constantFrom(
      "owner",
      "chaser",
      "evidence",
      "by",
      "Friday",
      '"',
      "Harriet",
      HARRIET,
      "someone",
      "to",
      "call",
      ",",
      "the GP",
      "in 3 weeks",
      "“",
      "me",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
        const words = parts.join(" ");
        const { text, evidence } = readAssign(words, context);
        for (const word of `${text ?? ""} ${evidence ?? ""}`.split(/[\s,]+/)) expect(words).toContain(word);
        expect(text?.includes("\u0000") ?? false).toBe(false);
      }),
    );
  });
});
