import { describe, expect, it } from "vitest";
import type { Level } from "../../src/core/case-file.ts";
import { personIn, writeMinutes } from "../../src/core/minutes.ts";
import { circulation } from "../../src/core/minutes-circulation.ts";
import { decisionsInWords, readDecisions } from "../../src/core/minutes-correction.ts";
import { minutesFor, minutesInRoom } from "../../src/core/minutes-reading.ts";
import { correctMinutes } from "../../src/core/minutes-version.ts";
import { aCalendar, aCaseFile, aMapRole, aPerson, london, NOW, PEOPLE } from "../support/builders.ts";
import { AGREED, aMeeting, someMinutes } from "../support/sample-minutes.ts";

const file = aCaseFile();
const body = someMinutes({ narrative: "The neighbour joined by telephone." });
const [priya, hassan] = [personIn(file, "priya"), personIn(file, "hassan")];
const room = (id: string, audience: "case" | "provider" | "mixed") => ({
  ...{ id, audience, platform: "slack" as const, workspace: "T0001", conversation: id },
});

describe("minutes", () => {
  it("hold who was there, apologies, decisions with by whom, actions and the follow-up date", () => {
    expect(body).toMatchObject({
      ...{ caseRef: "C-014", meeting: 1, version: 1, followUp: "2027-04-13", chair: { name: "Priya" } },
      ...{ start: { day: "2027-03-11", time: "14:00" }, end: { day: "2027-03-11", time: "15:05" } },
      decisions: [
        { by: { name: "Hassan", role: "Housing team manager", organisation: "Quayside Homes" } },
        { by: { name: "Priya" } },
      ],
    });
    expect(body.attendees.map(({ person, attended }) => `${person.id} ${attended}`)).toEqual([
      ...["priya here", "harriet here", "hassan part", "carl here"],
    ]);
    expect([body.apologies, body.notRecorded].map((people) => people.map(({ id }) => id))).toEqual([["connie"], ["meera"]]);
  });

  it("list each action of the meeting with its owner, due date and evidence, in their order, and nothing that was discarded", () => {
    expect(body.actions.map(({ ref, owner, due, evidence }) => [ref, owner?.name, due?.day, evidence])).toEqual([
      ["A1", "Harriet", "2027-03-25", "surveyor's report"],
      ["A2", "Carl", "2027-04-01", "mediation offer letter and reply"],
      ["A3", "Harriet", "2027-04-05", "photo of the mended door"],
      ["A4", "Priya", "2027-03-16", "risk plan version and repair-day routine"],
    ]);
    expect(JSON.stringify(body)).not.toContain("Not to be told");
  });

  it("carry over what is open from before, with how late it is", () => {
    expect(body.carriedOver).toMatchObject([{ ref: "A5", text: "Quiet hours letter", standing: "overdue by 2 working days" }]);
    const [done] = AGREED;
    const past = writeMinutes({
      ...{ meeting: aMeeting(), file, calendar: aCalendar(), by: "priya", now: london("2027-03-11", "15:05") },
      actions: done ? [{ ...done, meetingId: null, status: "complete" }] : [],
    });
    expect([past.actions, past.carriedOver]).toEqual([[], []]);
  });

  it("say of a decision that was written down after the end when that was, and not of one of its last minute", () => {
    const [first, second] = aMeeting().decisions;
    const at = (day: string, time: string) => london(day, time).toISOString();
    const decisions = [
      { ...first, text: "In time.", by: "hassan", at: at("2027-03-11", "15:05").replace(":00.000Z", ":59.000Z") },
      { ...second, text: "Next day.", by: "priya", at: at("2027-03-12", "10:00") },
    ];
    const late = someMinutes({ decisions });

    expect(late.decisions.map(({ recorded }) => recorded)).toEqual([undefined, { day: "2027-03-12", time: "10:00" }]);
    expect(readDecisions(decisionsInWords(late), late, file)).toEqual({ decisions: late.decisions });
    expect(readDecisions("Next day. — by Hassan", late, file)).toMatchObject({
      decisions: [{ by: { id: "hassan" }, recorded: { day: "2027-03-12" } }],
    });
  });

  it("carry over nothing that was made after the end", () => {
    const [made] = AGREED;
    const written = (createdAt: Date) =>
      writeMinutes({
        ...{ meeting: aMeeting(), file, calendar: aCalendar(), by: "priya", now: london("2027-03-12", "10:30") },
        actions: made ? [{ ...made, meetingId: null, createdAt }] : [],
      }).carriedOver.length;

    expect([london("2027-03-11", "15:05"), london("2027-03-11", "15:06")].map(written)).toEqual([1, 0]);
  });

  it("hold people as they are at that moment: role by which the action was given, else their own", () => {
    expect(body.actions.map(({ owner }) => owner?.role)).toEqual([
      ...["Housing officer", "Community safety officer", "Housing officer", "Service manager"],
    ]);
  });

  it("can be written though somebody was taken off the case meanwhile", () => {
    const { carl: _, ...people } = PEOPLE;
    const held = { meeting: aMeeting(), actions: AGREED, calendar: aCalendar(), by: "priya", now: NOW };
    const written = writeMinutes({ ...held, file: aCaseFile({ people }) });

    expect(written.attendees.at(-1)?.person).toMatchObject({ id: "carl", name: "Somebody", role: "no longer on this case" });
  });

  it("say the wall time of the case where the clocks have changed", () => {
    const late = someMinutes({ openedAt: london("2027-03-28", "14:00"), endedAt: london("2027-03-28", "15:00") });
    expect([late.start.time, late.end.time]).toEqual(["14:00", "15:00"]);
  });
});

describe("a correction", () => {
  const correction = { by: priya, at: { day: "2027-03-12", time: "09:10" }, why: "the payer was wrong" };

  it("is the next version, with what was issued, and why", () => {
    const decisions = [{ text: "The council pays.", by: hassan }];
    const next = correctMinutes(body, { decisions, narrative: null, roll: body }, correction);

    expect(next).toMatchObject({
      version: 2,
      decisions,
      narrative: null,
      corrections: [{ version: 2, why: "the payer was wrong" }],
    });
    expect([next?.actions, next?.attendees]).toEqual([body.actions, body.attendees]);
    expect(body.version).toBe(1);
  });

  it("is none where nothing is different", () => {
    expect(
      correctMinutes(body, { decisions: [...body.decisions], narrative: body.narrative, roll: body }, correction),
    ).toBeNull();
  });
});

describe("decisions in a form", () => {
  const read = (said: string) => {
    const result = readDecisions(said, body, file);
    return "wrong" in result ? result.wrong : result.decisions.map(({ text, by }) => `${text} ${by.id}`);
  };

  it("are read back as they were", () => {
    expect(readDecisions(decisionsInWords(body), body, file)).toEqual({ decisions: body.decisions });
  });

  it.each([
    [
      "lines that were moved, without who made them",
      "Repair days are told two days ahead.\nQuayside Homes pays for the survey.",
      ["Repair days are told two days ahead. priya", "Quayside Homes pays for the survey. hassan"],
    ],
    [
      "one that goes takes nobody else's place",
      "Repair days are told two days ahead.",
      ["Repair days are told two days ahead. priya"],
    ],
    [
      "the same words, by somebody else",
      "Quayside Homes  pays for the survey. — by Carl",
      ["Quayside Homes pays for the survey. carl"],
    ],
    ["a new one by name", `${decisionsInWords(body)}\nA letter goes to all. — by Carl`, 3],
    ["by role", "The council pays. — by Community safety officer", ["The council pays. carl"]],
    ["by name and role, with another dash", "The council pays. – by Carl, Community safety officer.", ["The council pays. carl"]],
    ["with a hyphen", "The council pays - by Carl", ["The council pays carl"]],
    ["by the last who is named", "A letter — by post — by Carl", ["A letter — by post carl"]],
    ["none", " \n ", []],
  ])("%s", (_what, said, expected) => {
    const found = read(said);
    if (typeof expected === "number") expect(found).toHaveLength(expected);
    else expect(found).toEqual(expected);
  });

  it.each([
    ["other words in its place", "Nobody said this.\nRepair days are told two days ahead.", 1],
    ["reworded slightly", "Quayside Homes pays for the survey.\nRepair days are told three days ahead.", 2],
    ["in other case", "quayside homes pays for the survey.", 1],
    ["split in two", "Quayside Homes pays.\nFor the survey.\nRepair days are told two days ahead.", 1],
    ["merged into one", "Quayside Homes pays for the survey. Repair days are told two days ahead.", 1],
    ["one more", "Quayside Homes pays for the survey.\nRepair days are told two days ahead.\nAnd another.", 3],
  ])("never guess whose: %s", (_, said, line) => {
    expect(read(said)).toBe(
      `whose decision is line ${line}? Its words are new. Say who decided it at its end, for example: — by Priya`,
    );
  });

  it("ask again where nobody is called that, and take no decision without words", () => {
    expect(read("The council pays. — by Nobody")).toBe(
      "whose decision is line 1? Nobody on this case, or more than one, is called that. For example: — by Priya",
    );
    expect(read("— by Hassan")).toContain("whose decision is line 1?");
  });

  it("keep words that end as if they named somebody", () => {
    const post = { ...body, decisions: [{ text: "A letter — by post", by: hassan }] };
    expect(readDecisions("A letter — by post", post, file)).toEqual({ decisions: post.decisions });
    expect(readDecisions(decisionsInWords(post), post, file)).toEqual({ decisions: post.decisions });
  });

  it("ask whose the same words are that two people had decided", () => {
    const both = { ...body, decisions: [hassan, priya].map((by) => ({ text: "We write.", by })) };
    expect(readDecisions("We write.", both, file)).toHaveProperty("wrong");
    expect(readDecisions(decisionsInWords(both), both, file)).toEqual({ decisions: both.decisions });
  });

  it("ask which of two people of one name", () => {
    const twice = aCaseFile({ people: { ...PEOPLE, carla: aPerson({ id: "carla", name: "Carl", role: "Surveyor" }) } });
    expect(readDecisions("The council pays. — by Carl", body, twice)).toHaveProperty("wrong");
    expect(readDecisions("The council pays. — by Carl, Surveyor", body, twice)).toMatchObject({
      decisions: [{ by: { id: "carla" } }],
    });
  });
});

describe("who reads what", () => {
  const as = (personId: string, level: Level, more: { runs?: boolean } = {}) =>
    minutesFor(file, body, { personId, level, today: "2027-03-12", runs: false, ...more });

  it("lets whoever was there read decisions and notes, whatever their level", () => {
    expect(as("harriet", "coordination").body.decisions).toHaveLength(2);
    expect(as("hassan", "coordination").body.narrative).toBe(body.narrative);
  });

  it("keeps them from whoever was not, below care level, and says so", () => {
    expect(as("connie", "coordination")).toMatchObject({ withheld: true, body: { decisions: [], narrative: null } });
    expect(as("connie", "care").body.decisions).toHaveLength(2);
    expect(as("connie", "coordination", { runs: true }).body.decisions).toHaveLength(2);
  });

  it("keeps the words of an action above the level, but not its owner, date and status", () => {
    const [, , , above] = as("connie", "care").body.actions;
    expect(above).toMatchObject({ ref: "A4", text: null, evidence: null, owner: { name: "Priya" }, due: { day: "2027-03-16" } });
    expect(as("connie", "care").withheld).toBe(true);
    expect(as("connie", "restricted").withheld).toBe(false);
  });

  it("shows an action to whoever is concerned with it, and to who covers them", () => {
    const level = "coordination";
    expect(as("priya", level).body.actions[3]?.text).toContain("risk plan");
    expect(as("tom", level).body.actions[3]?.text).toContain("risk plan");
    expect(as("carl", level).body.actions[3]?.text).toBeNull();
  });

  it("lets a room of the case read up to care level, and the provider's all", () => {
    expect(minutesInRoom(body, "case")).toMatchObject({ withheld: true, body: { decisions: body.decisions } });
    expect(minutesInRoom(body, "provider")).toEqual({ withheld: false, body });
  });

  it("gives no reason of a correction to whom the decisions are not shown", () => {
    const corrected = { ...body, corrections: [{ version: 2, at: body.end, by: priya, why: "the payer was wrong" }] };
    const { body: read } = minutesFor(file, corrected, {
      personId: "connie",
      level: "coordination",
      today: "2027-03-12",
      runs: false,
    });
    expect(JSON.stringify(read)).not.toContain("payer");
  });
});

describe("circulation", () => {
  const platforms = new Set(["slack" as const]);
  const to = (overrides: Parameters<typeof aCaseFile>[0] = {}, more = body, earlier: (typeof body)[] = []) => {
    const at = aCaseFile({
      places: [room("C-CASE", "case"), room("C-STAFF", "provider"), room("C-MIXED", "mixed")],
      ...overrides,
    });
    return circulation({ meetingId: "m", body: more, earlier, file: at, platforms, today: "2027-03-11" }).map((notice) =>
      notice.kind === "minutes-room"
        ? notice.placeId
        : `${notice.kind} ${notice.kind === "minutes-outside" ? `${notice.outside} ` : ""}${notice.to.personId}${notice.to.coverFor ? ` for ${notice.to.coverFor}` : ""}`,
    );
  };

  it("goes to the rooms of the case, to whoever was not there all the time, and to the lead for who is outside chat", () => {
    expect(to()).toEqual(["C-CASE", "C-STAFF", "minutes tom", "minutes hassan", "minutes connie", "minutes-outside meera priya"]);
  });

  it("goes again to whoever was told of an earlier version, though a correction says that they were there", () => {
    const [connie] = body.apologies;
    const there = {
      ...body,
      version: 2,
      attendees: [...body.attendees, ...(connie ? [{ person: connie, attended: "here" as const }] : [])],
      apologies: [],
    };
    expect(to({}, there, [body])).toContain("minutes connie");
    expect(to({}, { ...there, version: 3 }, [body, there])).toContain("minutes connie");
    expect(to({}, there)).not.toContain("minutes connie");
  });

  it("never goes to a mixed room, and reaches everybody where no room reads it", () => {
    const all = to({ places: [room("C-MIXED", "mixed")] });
    expect(all).toEqual([
      ...["priya", "tom", "harriet", "hassan", "carl", "connie"].map((id) => `minutes ${id}`),
      "minutes-outside meera priya",
    ]);
  });

  it("leaves out who is not on the case any more", () => {
    const team = aCaseFile().team.map((member) => (member.personId === "connie" ? { ...member, until: "2027-03-10" } : member));
    expect(to({ team })).not.toContain("minutes connie");
  });

  it("goes to whoever stands in for somebody who is away, once", () => {
    const map = [
      aMapRole("Commissioner", "connie", { cover: [{ personId: "hassan", from: "2027-03-10", until: "2027-03-20" }] }),
    ];
    expect(to({ map }).filter((who) => who.includes("hassan"))).toEqual(["minutes hassan"]);
    expect(to({ map })).not.toContain("minutes connie");
  });

  it("asks the chaser of something that is theirs to hand it on", () => {
    const [first] = body.actions;
    const chased = { ...body, actions: first ? [{ ...first, owner: personIn(file, "meera"), chaser: "tom" }] : [] };
    expect(to({}, chased)).toContain("minutes-outside meera tom");
  });
});
