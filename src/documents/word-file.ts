import {
  Document,
  Footer,
  HeadingLevel,
  type ISectionOptions,
  Packer,
  PageNumber,
  Paragraph,
  Tab,
  Table,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from "docx";
import type { DocumentText, Part, Section } from "./document.ts";

/** Twentieths of a point: A4, and the margins of the printed page. */
const PAGE = { width: 11_906, height: 16_838, side: 907, top: 1_021, bottom: 1_134 };
const WIDTH = PAGE.width - 2 * PAGE.side;

const BORDER = { style: "single", size: 4, color: "A0A0AA" } as const;
const BORDERS = { top: BORDER, bottom: BORDER, left: BORDER, right: BORDER };
const EDGE = { style: "single", size: 12, space: 4, color: "8A1F11" } as const;
const WARNING = { top: EDGE, bottom: EDGE, left: EDGE, right: EDGE };
const HEAD = { type: "clear", fill: "ECEEF3", color: "auto" } as const;

/** A document as a file of Word's kind: headings that are headings, header rows that are repeated, its language and title set. */
export async function wordFile(document: DocumentText): Promise<Uint8Array> {
  const { title, subject, warning, facts, sections, notes } = document;
  const children: ISectionOptions["children"] = [
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: runs(title) }),
    ...(warning === null ? [] : [new Paragraph({ spacing: { after: 160 }, border: WARNING, children: runs(warning, true) })]),
    ...facts.map(fact),
    ...sections.flatMap(section),
    new Paragraph({ spacing: { before: 240 }, children: [] }),
    ...notes.map((note) => new Paragraph({ style: "Small", children: runs(note) })),
  ];
  const file = new Document({
    ...{ title: plain(title), subject: plain(subject), creator: "Followthrough", lastModifiedBy: "Followthrough" },
    ...{ description: "", keywords: "" },
    styles: {
      default: {
        document: {
          run: { font: "Arial", size: 21, language: { value: "en-GB", eastAsia: "en-GB", bidirectional: "ar-SA" } },
          paragraph: { spacing: { after: 80, line: 276 } },
        },
        heading1: { run: { size: 32, bold: true, color: "1B1B1F" }, paragraph: { spacing: { after: 160 } } },
        heading2: { run: { size: 25, bold: true, color: "1B1B1F" }, paragraph: { spacing: { before: 280, after: 80 } } },
      },
      paragraphStyles: [
        { id: "Caption", name: "caption", basedOn: "Normal", run: { color: "4A4A55" }, paragraph: { keepNext: true } },
        { id: "Small", name: "Small", basedOn: "Normal", run: { size: 18, color: "4A4A55" } },
      ],
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: PAGE.width, height: PAGE.height },
            margin: { left: PAGE.side, right: PAGE.side, top: PAGE.top, bottom: PAGE.bottom },
          },
        },
        footers: { default: footer(document.footer) },
        children,
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(file));
}

const section = ({ heading, parts }: Section): ISectionOptions["children"] => [
  new Paragraph({ heading: HeadingLevel.HEADING_2, keepNext: true, children: runs(heading) }),
  ...parts.flatMap(part),
];

function part(each: Part): ISectionOptions["children"] {
  switch (each.kind) {
    case "text":
      return [new Paragraph({ children: runs(each.text) })];
    case "list":
      return each.items.map((item) => new Paragraph({ bullet: { level: 0 }, children: runs(item) }));
    case "table":
      return [new Paragraph({ style: "Caption", children: runs(each.caption) }), table(each)];
  }
}

function table({ columns, rows }: Extract<Part, { kind: "table" }>): Table {
  const widths = widthsOf(columns, rows);
  const heads = columns.map((column, at) => cell(column, widths[at], { bold: true, shading: HEAD }));
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: heads }),
      ...rows.map(
        (cells) =>
          new TableRow({ cantSplit: true, children: cells.map((words, at) => cell(words, widths[at], { bold: at === 0 })) }),
      ),
    ],
  });
}

/** Lines and no table: whoever listens to it hears each with its label. */
const fact = ({ label, value }: DocumentText["facts"][number]): Paragraph =>
  new Paragraph({ spacing: { after: 40 }, children: [...runs(`${label}: `, true), ...runs(value)] });

const cell = (words: string, width: number | undefined, { bold, shading }: { bold: boolean; shading?: typeof HEAD }) =>
  new TableCell({
    ...(width !== undefined && { width: { size: width, type: WidthType.DXA } }),
    ...(shading && { shading }),
    borders: BORDERS,
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
    children: [new Paragraph({ spacing: { after: 0 }, children: runs(words, bold) })],
  });

/** Wide where there is much to read, and never too narrow for a word: the longest cell of each column counts, up to a limit. */
function widthsOf(columns: string[], rows: string[][]): number[] {
  const weights = columns.map((column, at) =>
    Math.max(column.length + 2, ...rows.map((row) => Math.min(row[at]?.length ?? 0, 36))),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => Math.floor((WIDTH * weight) / total));
}

const footer = (words: string): Footer =>
  new Footer({
    children: [
      new Paragraph({
        style: "Small",
        tabStops: [{ type: TabStopType.RIGHT, position: WIDTH }],
        children: [
          ...runs(words),
          new TextRun({ children: [new Tab(), "Page ", PageNumber.CURRENT, " of ", PageNumber.TOTAL_PAGES] }),
        ],
      }),
    ],
  });

/** Lines of what somebody wrote, each on its own. */
const runs = (words: string, bold = false): TextRun[] =>
  plain(words)
    .split("\n")
    .map((line, at) => new TextRun({ text: line, ...(bold && { bold }), ...(at > 0 && { break: 1 }) }));

/** Without what XML does not take: one such character, and the file does not open. */
const plain = (words: string): string => words.toWellFormed().replace(/[^\P{Cc}\n\t]|[\uFFFE\uFFFF]/gu, "");
