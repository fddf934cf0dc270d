import { describe, expect, it } from "vitest";
import { accessLevel } from "../../src/core/access.ts";
import type { Action } from "../../src/core/action.ts";
import type { CaseFile, Cover, Membership } from "../../src/core/case-file.ts";
import { mayDo, sees, signersOf, standsOf } from "../../src/core/permission.ts";
import { aCaseFile, aMapRole, anAction, aPerson, NOW, PEOPLE } from "../support/builders.ts";

const TODAY = "2027-03-11";
type Verb = Parameters<typeof mayDo>[0];

/** Somebody for each column of CONTRACT's table, none of them in two. Nils leads, Sol signs, Mia is on the case and no more. */
const CAST = { asker: "ana", owner: "harriet", chaser: "kofi", signer: "sol", lead: "nils", member: "mia" } as const;
const people = { ...PEOPLE, ...Object.fromEntries(Object.values(CAST).map((id) => [id, aPerson({ id })])) };

const onTeam = (personId: string, overrides: Partial<Membership> = {}): Membership => ({
  personId,
  level: "coordination",
  from: null,
  until: null,
  ...overrides,
});

const aCase = (overrides: Partial<CaseFile> = {}): CaseFile =>
  aCaseFile({
    leadId: CAST.lead,
    people,
    team: Object.values(CAST).map((id) => onTeam(id)),
    map: [aMapRole("Signer", CAST.signer, { signsOff: ["evidence"] }), aMapRole("Housing officer", CAST.owner)],
    ...overrides,
  });

const action = (overrides: Partial<Action> = {}): Action =>
  anAction({ asker: CAST.asker, owner: CAST.owner, chaser: CAST.chaser, ...overrides });

const may = (verb: Verb, personId: string, file = aCase(), of = action(), today = TODAY): boolean =>
  mayDo(verb, file, of, personId, today).allowed;

/** CONTRACT's table, cell by cell. */
const TABLE: Record<Verb, (keyof typeof CAST)[]> = {
  confirm: ["asker", "lead"],
  edit: ["asker", "lead"],
  discard: ["asker", "lead"],
  accept: ["owner", "chaser"],
  "not-me": ["owner", "chaser"],
  evidence: ["owner", "chaser"],
  block: ["owner", "chaser"],
  unblock: ["owner", "chaser"],
  update: ["asker", "owner", "chaser", "signer", "lead", "member"],
  "not-today": ["owner", "chaser"],
  away: ["chaser"],
  "send-to-cover": ["chaser"],
  // Whoever decides may also ask, and then it is decided.
  extend: ["asker", "owner", "chaser"],
  reassign: ["asker", "owner", "chaser"],
  approve: ["signer", "lead"],
  decline: ["signer", "lead"],
  escalate: ["asker", "owner", "chaser", "signer", "lead", "member"],
  cancel: ["signer", "lead"],
  reopen: ["signer", "lead"],
  "sign-off": ["signer", "lead"],
  return: ["signer", "lead"],
  "not-achieved": ["signer", "lead"],
  show: ["asker", "owner", "chaser", "signer", "lead", "member"],
  history: ["asker", "owner", "chaser", "signer", "lead", "member"],
};

const CELLS = Object.entries(TABLE).flatMap(([verb, allowed]) =>
  (Object.keys(CAST) as (keyof typeof CAST)[]).map((stand) => ({ verb: verb as Verb, stand, allowed: allowed.includes(stand) })),
);

describe("who may do what", () => {
  it.each(CELLS.filter(({ allowed }) => allowed))("lets the $stand $verb", ({ verb, stand }) => {
    expect(may(verb, CAST[stand])).toBe(true);
  });

  it.each(CELLS.filter(({ allowed }) => !allowed))("does not let the $stand $verb", ({ verb, stand }) => {
    expect(may(verb, CAST[stand])).toBe(false);
  });

  it.each(["sign-off", "return", "not-achieved"] as const)("never lets the owner %s, signer or lead though they be", (verb) => {
    expect(may(verb, "sol", aCase(), action({ owner: "sol" }))).toBe(false);
    expect(may(verb, "nils", aCase(), action({ owner: "nils" }))).toBe(false);
    expect(may(verb, "nils", aCase(), action({ owner: "sol" }))).toBe(true);
  });

  it.each(["cancel", "reopen", "approve", "decline"] as const)("lets a lead who owns the action %s it", (verb) => {
    expect(may(verb, "nils", aCase(), action({ owner: "nils" }))).toBe(true);
  });

  it("lets the lead choose another owner once whoever was at work is off the case, and nobody else who might not", () => {
    const team = aCase().team.map((line) => (line.personId === CAST.owner ? { ...line, until: "2027-03-01" } : line));

    expect(may("reassign", CAST.lead, aCase({ team }))).toBe(true);
    expect(may("reassign", CAST.signer, aCase({ team }))).toBe(false);
    expect(may("reassign", CAST.member, aCase({ team }))).toBe(false);
  });

  it("names the roles that may, never people", () => {
    expect(mayDo("accept", aCase(), action(), CAST.member, TODAY)).toEqual({
      allowed: false,
      who: "Only the owner (Housing officer), the chaser or cover",
    });
    expect(mayDo("sign-off", aCase(), action(), CAST.member, TODAY)).toEqual({
      allowed: false,
      who: "Only a signer (Signer), the lead or cover",
    });
  });

  it("does not say whose a draft may become", () => {
    const refused = mayDo("accept", aCase(), action({ status: "draft" }), CAST.member, TODAY);

    expect(refused).toEqual({ allowed: false, who: "Only the owner, the chaser or cover" });
  });

  it("takes signers from the map alone: a role or title signs nothing off", () => {
    const map = [aMapRole("Service manager", "ana"), aMapRole("Reviewer", "mia", { signsOff: ["evidence"] })];

    expect(signersOf(aCase({ map }))).toEqual(["mia"]);
    expect(may("sign-off", "ana", aCase({ map }))).toBe(false);
  });
});

describe("cover", () => {
  const coverOf = (role: string, personId: string, cover: Cover): CaseFile =>
    aCase({
      team: [...aCase().team, onTeam("tom")],
      map: [
        aMapRole("Signer", CAST.signer, { signsOff: ["evidence"] }),
        aMapRole(role, personId, { cover: [cover], ...(personId === CAST.signer && { signsOff: ["evidence"] }) }),
      ],
    });
  const anyTime: Cover = { personId: "tom", from: null, until: null };
  const inMay: Cover = { personId: "tom", from: "2027-05-03", until: "2027-05-14" };

  it.each([
    ["owner", "evidence"],
    ["asker", "confirm"],
    ["chaser", "accept"],
    ["signer", "sign-off"],
    ["lead", "cancel"],
  ] as const)("without dates stands where the %s stands, at any time", (stand, verb) => {
    const file = coverOf("Covered", CAST[stand], anyTime);

    expect(mayDo(verb, file, action(), "tom", TODAY)).toMatchObject({ allowed: true, as: stand, coverFor: CAST[stand] });
  });

  it.each([
    ["2027-05-02", false],
    ["2027-05-03", true],
    ["2027-05-14", true],
    ["2027-05-15", false],
  ])("with dates stands there within them: on %s %s", (today, allowed) => {
    expect(may("evidence", "tom", coverOf("Housing officer", CAST.owner, inMay), action(), today)).toBe(allowed);
  });

  it("does not take the place from whoever is covered", () => {
    expect(may("evidence", CAST.owner, coverOf("Housing officer", CAST.owner, anyTime))).toBe(true);
  });

  it("acts in its own place first", () => {
    const file = coverOf("Covered", CAST.asker, anyTime);

    expect(mayDo("confirm", file, action({ asker: "tom" }), "tom", TODAY)).toMatchObject({ allowed: true, coverFor: null });
  });

  it("of an owner who is the signer signs off: owner and signer are two people", () => {
    const file = aCaseFile();
    const submitted = anAction({ status: "evidence submitted", owner: "priya" });

    expect(may("sign-off", "priya", file, submitted)).toBe(false);
    expect(mayDo("sign-off", file, submitted, "tom", TODAY)).toEqual({ allowed: true, as: "signer", coverFor: "priya" });
  });

  describe("who gave the evidence in the owner's place", () => {
    const given = { id: "e1", by: "tom", at: NOW, text: "report" };
    const submitted = anAction({ status: "evidence submitted", owner: "priya", latestEvidence: given });

    it("does not sign it off", () => {
      expect(may("sign-off", "tom", aCaseFile(), submitted)).toBe(false);
    });

    it("does not sign it off once the cover has ended, either", () => {
      const cover = [{ personId: "tom", from: null, until: "2027-03-10" }];
      const map = [
        aMapRole("Housing officer", "harriet", { cover }),
        aMapRole("Service manager", "priya", { signsOff: ["evidence"], cover: [{ personId: "tom", from: null, until: null }] }),
      ];

      expect(may("sign-off", "tom", aCaseFile({ map }), { ...submitted, owner: "harriet" })).toBe(false);
    });

    it("signs off what a chaser only handed on from an owner outside chat", () => {
      const handedOn = { ...submitted, owner: "meera", chaser: "tom" };

      expect(may("sign-off", "tom", aCaseFile(), handedOn)).toBe(true);
    });
  });
});

describe("what somebody sees of a case", () => {
  const level = (file: CaseFile, personId: string, today = TODAY) => accessLevel(file, personId, today);

  it.each([
    ["before its first day", { from: "2027-03-12", until: null }, null],
    ["on its first day", { from: "2027-03-11", until: null }, "care"],
    ["on its last day", { from: null, until: "2027-03-11" }, "care"],
    ["after its last day", { from: null, until: "2027-03-10" }, null],
  ] as const)("is what their team line says, %s", (_, dates, seen) => {
    expect(level(aCase({ team: [onTeam("mia", { level: "care", ...dates })] }), "mia")).toBe(seen);
  });

  it("is nothing without a line, a lead or a cover", () => {
    expect(level(aCase({ team: [] }), "mia")).toBeNull();
    expect(level(aCase(), "nobody")).toBeNull();
  });

  it("is all of it for the lead, unless a team line says otherwise", () => {
    expect(level(aCase({ team: [] }), "nils")).toBe("restricted");
    expect(level(aCase({ team: [onTeam("nils", { level: "care" })] }), "nils")).toBe("care");
    expect(level(aCase({ team: [onTeam("nils", { until: "2027-03-10" })] }), "nils")).toBeNull();
  });

  describe("as cover", () => {
    const covering = (covered: Partial<CaseFile>, cover: Partial<Cover> = {}): CaseFile =>
      aCase({
        map: [aMapRole("Housing officer", "harriet", { cover: [{ personId: "tom", from: null, until: null, ...cover }] })],
        ...covered,
      });

    it("is what the covered person sees, for as long as the cover lasts", () => {
      const file = covering({ team: [onTeam("harriet", { level: "care" })] }, { from: "2027-03-08", until: "2027-03-12" });

      expect(level(file, "tom")).toBe("care");
      expect(level(file, "tom", "2027-03-07")).toBeNull();
      expect(level(file, "tom", "2027-03-13")).toBeNull();
    });

    it("is all of it where the covered person is the lead", () => {
      expect(level(covering({ leadId: "harriet", team: [] }), "tom")).toBe("restricted");
    });

    it("is the most that any of the covered see", () => {
      const cover = [{ personId: "tom", from: null, until: null }];
      const map = [aMapRole("Housing officer", "harriet", { cover }), aMapRole("Support worker", "mia", { cover })];
      const team = [onTeam("harriet"), onTeam("mia", { level: "care" })];

      expect(level(aCase({ map, team }), "tom")).toBe("care");
    });

    it("is nothing where the covered person is not on the case today", () => {
      expect(level(covering({ team: [onTeam("harriet", { until: "2027-03-10" })] }), "tom")).toBeNull();
    });

    it("never widens a team line of one's own", () => {
      const team = [onTeam("harriet", { level: "restricted" }), onTeam("tom")];

      expect(level(covering({ team }), "tom")).toBe("coordination");
    });

    it("never brings back whoever was taken off the case", () => {
      const team = [onTeam("harriet", { level: "restricted" }), onTeam("tom", { until: "2027-03-10" })];

      expect(level(covering({ team }), "tom")).toBeNull();
    });
  });

  it("includes the levels below", () => {
    expect(sees("care", "coordination")).toBe(true);
    expect(sees("care", "care")).toBe(true);
    expect(sees("care", "restricted")).toBe(false);
    expect(sees(null, "coordination")).toBe(false);
  });
});

describe("where somebody stands", () => {
  it("is everywhere that they have a part in, and among the members always", () => {
    expect([...standsOf(aCase(), action({ asker: "nils" }), "nils", TODAY).keys()]).toEqual(["asker", "lead", "member"]);
    expect([...standsOf(aCase(), action(), "mia", TODAY).keys()]).toEqual(["member"]);
  });
});
