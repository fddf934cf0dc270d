import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findProtected } from "../../src/core/protected-text.ts";

const about = { protectedTerms: ["Example Person", "José O'Neill-Smith"], today: "2027-03-11" };
const found = (text: string) => findProtected(text, about);

describe("an NHS number", () => {
  it.each([
    "999 000 0018",
    "9990000018",
    "999-000-0018",
    "999.000.0018",
    "999\u00a0000\u00a00018",
    "99 90 00 00 18",
    "NHS9990000018",
    "NHS no: 999 000 0018, call the GP",
    "9990000018.",
    "９９９ ０００ ００１８",
    "999\u200b000\u200b0018",
    "999 – 000 – 0018".replaceAll(" – ", "–"),
    "room 2: 999 000 0018",
    "seen 2027-03-11 14:20, 999 000 0018",
  ])("is found in %j", (text) => {
    expect(found(text)).toEqual(["NHS number"]);
  });

  it.each([
    ["a wrong check digit", "999 000 0019"],
    ["a mobile number", "07946 000 018"],
    ["a longer run of digits", "99900000180"],
    ["a London number", "020 7946 0018"],
    ["a number for callers from abroad", "+44 999 000 0018"],
    ["the same with a trunk zero", "+44 (0)999 000 0018"],
    ["a card number", "4000 0000 0000 0002"],
    ["ids", "00000000-0000-4000-8000-000000000001"],
    ["a mention", "<@slack/T9990000018/U9990000018> to call"],
    ["references", "C-014/A1, A2 and A12"],
  ])("is not %s", (_what, text) => {
    expect(found(text)).toEqual([]);
  });

  it("is never seen in a date with a time", () => {
    const instants = fc.date({ min: new Date("2026-01-01"), max: new Date("2029-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(instants, (instant) => {
        const [day = "", time = ""] = instant.toISOString().slice(0, 16).split("T");
        expect(found(`due ${day} ${time}`)).toEqual([]);
        expect(found(`due ${day.split("-").reverse().join(".")} ${time}`)).toEqual([]);
      }),
    );
  });

  it("is found whatever its digits, and one wrong digit undoes it", () => {
    const nine = fc.integer({ min: 400_000_000, max: 499_999_999 });
    fc.assert(
      fc.property(nine, fc.integer({ min: 1, max: 9 }), (first, shift) => {
        const weighted = [...String(first)].reduce((sum, digit, place) => sum + Number(digit) * (10 - place), 0);
        const check = (11 - (weighted % 11)) % 11;
        fc.pre(check < 10);
        expect(found(`number ${first}${check}`)).toEqual(["NHS number"]);
        expect(found(`number ${first}${(check + shift) % 10}`)).toEqual([]);
      }),
    );
  });
});

describe("a postcode", () => {
  it.each([
    "LS1 4AP",
    "ls1 4ap",
    "SW1A 1AA",
    "sw1a1aa",
    "M1 1AE",
    "EC1A 1BB",
    "B33 8TH",
    "flat 2, CR2 6XH.",
    "DN55\u00a01PT",
    "S1 2ND",
    "s12nd",
  ])("is found in %j", (text) => {
    expect(found(text)).toEqual(["postcode"]);
  });

  it.each([
    "A1 and A12",
    "1st draft",
    "S1 1st draft",
    "S2 2nd review",
    "E1 5wd",
    "due 5wd",
    "S3 3rd try",
    "W1 5pm",
    "T1 2 in 10 days",
    "C-014/A1 2nd step",
    "M25 6ft fence",
    "QQ1 1AA",
    "LS1 4CI",
    "XLS1 4APX",
    "room B12 in block 4AB",
  ])("is not in %j", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("a date of birth", () => {
  it.each([
    "12/03/1980",
    "12.3.80",
    "12-03-1980",
    "1980-03-12",
    "03/25/1980",
    "12 03 1980",
    "12 March 1980",
    "12th of March, 1980",
    "12-Mar-80",
    "12Mar1980",
    "March 12, 1980",
    "Sept 3rd 1999",
    "11 March 2011",
    "born 12 March 2015",
    "DOB 12/03/2015",
    "d.o.b. 12.03.15",
    "Date of birth (from the letter): 12 March 2020",
    "12/03/2015 is the date of birth",
    "DOB 12031980",
    "dob:120380",
    "１２/０３/１９８０",
  ])("is found in %j", (text) => {
    expect(found(text)).toEqual(["date of birth"]);
  });

  it.each([
    "by 12 March 2027",
    "12/3/27",
    "the fall on 2 February 2027",
    "12 March 2011",
    "tenancy from 1 April 2015",
    "mail of 11 March 11:40",
    "2027-03-25",
    "12 March",
    "born in Leeds",
    "reference 12031980",
    "31/02/1980",
    "version 1.2.3",
    "plan 2026/27",
  ])("is not in %j", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("a protected name", () => {
  it.each([
    "Example Person",
    "call EXAMPLE PERSON's landlord",
    "call Example Person’s landlord",
    "call Example Persons landlord",
    "example-person",
    "Example\n  Person",
    "*Example* _Person_",
    "Exámple Pérson",
    "Ｅｘａｍｐｌｅ Person",
    "Exam\u200bple Person",
    "Example\u200bPerson",
    "Jose O’Neill Smith",
    "jose oneill-smith",
    "Jose\u0301 O'Neill-Smith",
  ])("is found in %j", (text) => {
    expect(found(text)).toEqual(["protected name"]);
  });

  it.each(["an example of a person", "Counterexample Person", "ExamplePersonality", "Person Example"])("is not in %j", (text) => {
    expect(found(text)).toEqual([]);
  });

  it("that is empty matches nothing, and marks in one are letters to match", () => {
    expect(findProtected("anything", { protectedTerms: ["", " "], today: "2027-03-11" })).toEqual([]);
    expect(findProtected("call A. (B)", { protectedTerms: ["A. (B)"], today: "2027-03-11" })).toEqual(["protected name"]);
    expect(findProtected("call Ax B", { protectedTerms: ["A. B"], today: "2027-03-11" })).toEqual([]);
  });
});

describe("findProtected", () => {
  it("names each kind once, and all of them", () => {
    const text = "Example Person, Example Person, born 12/3/80 at LS1 4AP, was LS1 4AB, 999 000 0018";
    expect(found(text)).toEqual(["NHS number", "postcode", "date of birth", "protected name"]);
  });

  it.each([
    'get the pipe survey done in 10 working days evidence "surveyor\'s report"',
    "S1 urgent mental health review, Fri 18 June 2027, 14:20",
    "see https://example.slack.com/archives/C0001/p1710000000123456",
    "",
  ])("lets through %j", (text) => {
    expect(found(text)).toEqual([]);
  });
});
