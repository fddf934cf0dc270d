import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { minutesFor } from "../../src/core/minutes-reading.ts";
import { minutesDocument } from "../../src/documents/minutes-document.ts";
import { page } from "../../src/documents/page.ts";
import { wordFile } from "../../src/documents/word-file.ts";
import { aCaseFile } from "../support/builders.ts";
import { someMinutes } from "../support/sample-minutes.ts";

const EVIL = `<script>alert("x")</script> & 'it' \u0000\u0007]]> "quoted"`;
const copy = { name: "Harriet", role: "Housing officer", organisation: "Quayside Homes", through: null };
const body = someMinutes({ narrative: `First line.\n${EVIL}` });
const document = minutesDocument({ body, withheld: false, replacedBy: null }, copy);
const html = page(document, { wordFile: "abc.docx" });

describe("minutes as a document", () => {
  it("say in this order what an inspector asks", () => {
    expect(document.sections.map(({ heading }) => heading)).toEqual([
      ...["Attendance", "Apologies", "Decisions", "Actions", "Carried over", "Notes"],
    ]);
    expect(document.facts.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      "Purpose: Housing and environmental stability",
      "Kind: Multidisciplinary team meeting",
      "Held: Thu 11 March 2027, 14:00 to 15:05",
      "Chair: Priya (Service manager, Harbour Autism Services)",
      "Follow-up check: Tue 13 April 2027",
      "Version: 1, issued Thu 11 March 2027, 15:05 by Priya (Service manager)",
    ]);
  });

  it("say who was present, who for part, and where nobody was", () => {
    const table = document.sections[0]?.parts[0];
    expect(table?.kind === "table" && table.rows.map((cells) => [cells[0], cells[3]])).toEqual([
      ["Priya (chair)", "present"],
      ["Harriet", "present"],
      ["Hassan", "present for part"],
      ["Carl", "present"],
    ]);
    const nobody = minutesDocument(
      { body: { ...body, attendees: [], notRecorded: [] }, withheld: false, replacedBy: null },
      copy,
    );
    expect(nobody.sections[0]?.parts).toEqual([{ kind: "text", text: "Nobody was recorded as present." }]);
  });

  it("say of a decision that was recorded after the meeting when it was", () => {
    const recorded = { day: "2027-03-12", time: "10:00" };
    const late = { ...body, decisions: body.decisions.map((each) => ({ ...each, recorded })) };
    const said = JSON.stringify(minutesDocument({ body: late, withheld: false, replacedBy: null }, copy));

    expect(said).toContain("Quayside Homes pays for the survey. (recorded after the meeting, Fri 12 March 2027, 10:00)");
    expect(JSON.stringify(document)).not.toContain("recorded after");
  });

  it("say whose copy it is, and who handed it on", () => {
    const handed = minutesDocument({ body, withheld: false, replacedBy: null }, { ...copy, through: "Priya" });
    expect(handed.notes[0]).toBe(
      "Copy for Harriet (Housing officer, Quayside Homes), handed on by Priya. Please do not pass it on.",
    );
  });

  it("say that something is left out, and what of an action is", () => {
    const reader = { personId: "connie", level: "coordination", today: "2027-03-12", runs: false } as const;
    const cut = minutesDocument({ ...minutesFor(aCaseFile(), body, reader), replacedBy: null }, copy);
    const said = JSON.stringify(cut);

    expect(said).toContain("Something is left out, because it is above the level of this copy.");
    expect(said).toContain("Not shown at this level");
    for (const hidden of ["risk plan", "pays for the survey", "First line"]) expect(said).not.toContain(hidden);
  });

  it("give the reason where no actions were needed, and the list of corrections", () => {
    const none = someMinutes({ noActionsBecause: "everything is done" }, { actions: [], carriedOver: [] });
    const corrections = [{ version: 2, at: { day: "2027-03-12", time: "09:10" }, by: none.chair, why: "the payer was wrong" }];
    const { sections } = minutesDocument({ body: { ...none, corrections }, withheld: false, replacedBy: null }, copy);

    expect(sections.find(({ heading }) => heading === "Actions")?.parts).toEqual([
      { kind: "text", text: "No actions were needed. Because: everything is done" },
    ]);
    expect(JSON.stringify(sections.at(-1))).toContain(
      "Version 2, Fri 12 March 2027, 09:10, by Priya (Service manager), because the payer was wrong",
    );
  });
});

describe("a version that was replaced", () => {
  const replacedBy = { version: 3, at: { day: "2027-03-12", time: "09:10" } };
  const replaced = minutesDocument({ body, withheld: false, replacedBy }, copy);
  const words = "Version 1 was replaced. Version 3 is in force, issued Fri 12 March 2027, 09:10.";

  it("says so on the page before anything else, and one in force does not", () => {
    const shown = page(replaced, { wordFile: "abc.docx" });
    expect(shown).toContain(`minutes</h1>\n<p class="warning">${words}</p>\n<p class="file">`);
    expect(html).not.toContain('class="warning"');
    expect(html).toContain('minutes</h1>\n<p class="file">');
  });

  it("says so at the top of the file for Word", async () => {
    const written = async (of: typeof document) =>
      strFromU8(unzipSync(await wordFile(of))["word/document.xml"] ?? new Uint8Array());
    const paragraphs = (xml: string) => xml.match(/<w:p>.*?<\/w:p>/gs) ?? [];

    expect(paragraphs(await written(replaced))[1]).toContain(words);
    expect(await written(document)).not.toContain("was replaced");
  });
});

describe("the page", () => {
  it("takes what people wrote as words, never as markup", () => {
    expect(html).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;it&#39; ]]&gt;");
    expect(html).not.toContain("<script");
    expect(/[^\P{Cc}\n\t]/u.test(html)).toBe(false);
  });

  it("asks for nothing from anywhere, and leads only to its own file", () => {
    expect([...html.matchAll(/(?:src|href|url)\s*[=(]\s*["']?([^"')\s>]+)/g)].map(([, address]) => address)).toEqual([
      "abc.docx",
    ]);
    expect(html).not.toMatch(/@import|<link|<img|<iframe|javascript:|\son\w+=/i);
  });

  it("has its language, one first heading, and headers with a scope in every table", () => {
    expect(html).toContain('<html lang="en-GB">');
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html.match(/<table/g)).toHaveLength(4);
    expect(html.match(/<caption>/g)).toHaveLength(4);
    for (const row of html.match(/<tr[^>]*>.*?<\/tr>/gs) ?? []) expect(row).toMatch(/<th scope="(?:col|row)"/);
    for (const head of html.match(/<th\b[^>]*>/g) ?? []) expect(head).toContain("scope=");
  });

  it("cannot be left by what stands at the foot of a printed page", () => {
    const foot = page({ ...document, footer: '"}</style><script>' }, { wordFile: "abc.docx" });
    expect(foot).not.toContain("<script>");
    expect(foot.match(/<\/style>/g)).toHaveLength(1);
  });
});

describe("the file for Word", () => {
  let parts: Record<string, string>;
  beforeAll(async () => {
    const files = unzipSync(await wordFile(document));
    parts = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
  });
  const part = (name: string): string => parts[name] ?? "";
  const wordsIn = (xml: string): string => [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, words]) => words).join("");

  it("has its title and its language", () => {
    expect(part("docProps/core.xml")).toContain("<dc:title>C-014, meeting M1: minutes</dc:title>");
    expect(part("word/styles.xml")).toContain('<w:lang w:val="en-GB"');
  });

  it("has headings that are headings, in their order", () => {
    const paragraphs = part("word/document.xml").match(/<w:p>.*?<\/w:p>/gs) ?? [];
    const headings = paragraphs.flatMap((xml) => {
      const [, level] = /<w:pStyle w:val="Heading(\d)"/.exec(xml) ?? [];
      return level ? [`${level} ${wordsIn(xml)}`] : [];
    });
    expect(headings).toEqual([
      "1 C-014, meeting M1: minutes",
      ...["Attendance", "Apologies", "Decisions", "Actions", "Carried over", "Notes"].map((words) => `2 ${words}`),
    ]);
  });

  it("has in each table a first row that is a header and is said again on each page, and no row that is cut", () => {
    const tables = part("word/document.xml").match(/<w:tbl>.*?<\/w:tbl>/gs) ?? [];
    expect(tables).toHaveLength(4);
    for (const table of tables) {
      const rows = table.match(/<w:tr>.*?<\/w:tr>/gs) ?? [];
      expect(rows.map((row) => row.includes("<w:tblHeader/>"))).toEqual(rows.map((_, at) => at === 0));
      expect(rows.every((row) => row.includes("<w:cantSplit/>"))).toBe(true);
    }
    expect(wordsIn(tables[2] ?? "")).toContain(
      "A1Pipe lagging and wall insulation surveyHarriet (Housing officer, Quayside Homes)",
    );
  });

  it("is XML whatever people wrote, and holds no macro and nothing from elsewhere", () => {
    for (const [name, xml] of Object.entries(parts)) expect([name, notXml(xml)]).toEqual([name, null]);
    expect(wordsIn(part("word/document.xml"))).toContain("&lt;script&gt;");
    const targets = Object.entries(parts).filter(([name]) => name.endsWith(".rels"));
    for (const [, rels] of targets) expect(rels).not.toContain('TargetMode="External"');
    expect(Object.keys(parts).filter((name) => /vba|macro|embeddings/i.test(name))).toEqual([]);
  });
});

/** Enough of a check for what we can break: characters that XML does not take, and ampersands that begin nothing. */
function notXml(xml: string): string | null {
  if (/[^\P{Cc}\n\r\t]|[\ufffe\uffff]/u.test(xml)) return "a character that XML does not take";
  return /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(xml) ? "an ampersand" : null;
}
