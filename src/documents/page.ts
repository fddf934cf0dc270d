import type { DocumentText, Part, Section } from "./document.ts";

/**
 * A document as one web page that needs nothing else: no script, no font, no picture. It reads at any width, by a screen reader and on
 * paper. `wordFile` is where the same is to be had for a word processor.
 */
export function page(document: DocumentText, { wordFile }: { wordFile: string }): string {
  const { title, footer, warning, facts, sections, notes } = document;
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<title>${escaped(title)}</title>
<style>${STYLE}${pageFooter(footer)}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${warning === null ? "" : `<p class="warning">${escaped(warning)}</p>\n`}<p class="file"><a href="${escaped(wordFile)}">Download for Word</a></p>
<dl>
${facts.map(({ label, value }) => `<div><dt>${escaped(label)}</dt><dd>${escaped(value)}</dd></div>`).join("\n")}
</dl>
${sections.map(section).join("\n")}
</main>
<footer>
${notes.map((note) => `<p>${escaped(note)}</p>`).join("\n")}
</footer>
</body>
</html>
`;
}

const section = ({ heading, parts }: Section): string =>
  `<section>\n<h2>${escaped(heading)}</h2>\n${parts.map(part).join("\n")}\n</section>`;

function part(each: Part): string {
  switch (each.kind) {
    case "text":
      return `<p class="words">${escaped(each.text)}</p>`;
    case "list":
      return `<ul>\n${each.items.map((item) => `<li>${escaped(item)}</li>`).join("\n")}\n</ul>`;
    case "table":
      return table(each);
  }
}

/** The roles say again what the elements are: on a narrow screen a row is drawn as a block, which takes that away in some browsers. */
function table({ caption, columns, rows }: Extract<Part, { kind: "table" }>): string {
  const head = columns.map((column) => `<th scope="col" role="columnheader">${escaped(column)}</th>`).join("");
  const body = rows.map(
    (cells) => `<tr role="row">${cells.map((cell, at) => rowCell(cell, at, columns[at] ?? "")).join("")}</tr>`,
  );
  return `<table role="table">
<caption>${escaped(caption)}</caption>
<thead role="rowgroup"><tr role="row">${head}</tr></thead>
<tbody role="rowgroup">
${body.join("\n")}
</tbody>
</table>`;
}

function rowCell(words: string, at: number, column: string): string {
  const label = `data-column="${escaped(column)}"`;
  if (at === 0) return `<th scope="row" role="rowheader" ${label}>${escaped(words)}</th>`;
  return `<td role="cell" ${label}>${escaped(words)}</td>`;
}

/** For an element's text and for an attribute in double quotes. Control characters have no place in a page. */
export const escaped = (words: string): string =>
  words.replace(/[^\P{Cc}\n\t]/gu, "").replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Which document, which page of how many. As a string of CSS it may hold nothing that could end it. */
const pageFooter = (words: string): string =>
  `@page{@bottom-left{content:"${words.replace(/[^\p{L}\p{N} ·/-]/gu, "")}";font:9pt sans-serif}` +
  `@bottom-right{content:"Page " counter(page) " of " counter(pages);font:9pt sans-serif}}`;

const STYLE = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1.5rem 1rem 3rem;background:#fff;color:#1b1b1f;
  font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;overflow-wrap:break-word}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .75rem}
h2{font-size:1.2rem;line-height:1.3;margin:2rem 0 .5rem}
p{margin:.5rem 0}
.warning{margin:0 0 .75rem;padding:.6rem .75rem;border:2px solid #8a1f11;background:#fdf1ef;font-weight:600;print-color-adjust:exact}
.words,td,th,dd,li{white-space:pre-line}
a{color:#0b4f9c;text-underline-offset:.15em}
a:focus-visible{outline:3px solid #0b4f9c;outline-offset:2px}
dl{margin:1rem 0 0;border-top:1px solid #767680}
dl div{display:grid;grid-template-columns:10rem 1fr;gap:.25rem 1rem;padding:.4rem 0;border-bottom:1px solid #d0d0d8}
dt{font-weight:600}
dd{margin:0}
ul{margin:.5rem 0;padding-left:1.25rem}
table{width:100%;border-collapse:collapse;margin:.5rem 0}
caption{text-align:left;color:#4a4a55;padding:0 0 .4rem}
th,td{text-align:left;vertical-align:top;padding:.45rem .6rem;border:1px solid #a0a0aa}
thead th{background:#eceef3;font-weight:600}
tbody th{font-weight:600}
footer{margin-top:2.5rem;padding-top:.75rem;border-top:1px solid #767680;color:#4a4a55;font-size:.9rem}
@media screen and (max-width:44rem){
  dl div{grid-template-columns:1fr;gap:0}
  table,caption,tbody,tr,th,td{display:block}
  thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
  tr{border:1px solid #a0a0aa;margin:0 0 .75rem;padding:.35rem 0}
  th,td{border:0;padding:.25rem .6rem}
  td::before,tbody th::before{content:attr(data-column) ": ";font-weight:600;color:#4a4a55}
}
@media print{
  body{max-width:none;padding:0;font-size:10.5pt;line-height:1.4}
  .file{display:none}
  h1{font-size:16pt}
  h2{font-size:12.5pt;margin-top:14pt}
  h1,h2,caption{break-after:avoid}
  thead{display:table-header-group}
  tr,li,dl div{break-inside:avoid}
  thead th{background:#eceef3;print-color-adjust:exact}
}
@page{size:A4;margin:18mm 16mm 20mm}
`;
