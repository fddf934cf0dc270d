import type { IncomingMessage, ServerResponse } from "node:http";
import { minutesRef } from "./core/minutes.ts";
import { minutesDocument } from "./documents/minutes-document.ts";
import { page } from "./documents/page.ts";
import type { OpenedMinutes } from "./usecases/open-minutes.ts";

/** Nothing before or after it: an address that is not exactly one of ours leads nowhere. */
const LINK = /^\/minutes\/(?<token>[A-Za-z0-9_-]{1,400})(?<word>\.docx)?$/;

/**
 * Keeps the page from being kept, from being put into another, and from telling anybody where it was read. It needs nothing from
 * anywhere, so it may load nothing.
 */
const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex, nofollow",
};

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/**
 * `GET /minutes/<token>` and `/minutes/<token>.docx`. Answers false where nothing is opened, whatever the reason: the server then says what
 * it says of any path that leads nowhere.
 */
export const minutesDoor =
  (open: (token: string, as: "page" | "file") => Promise<OpenedMinutes | null>) =>
  async (req: IncomingMessage, res: ServerResponse): Promise<boolean> => {
    const { token, word } = LINK.exec(req.url ?? "")?.groups ?? {};
    // Whatever looks ahead at links asks for their head first: it has opened nothing.
    if (token === undefined || req.method !== "GET") return false;
    const opened = await open(token, word === undefined ? "page" : "file");
    if (!opened) return false;
    const document = minutesDocument(opened, opened.copy);
    if (word === undefined) {
      send(res, Buffer.from(page(document, { wordFile: `${token}.docx` })), { "content-type": "text/html; charset=utf-8" });
      return true;
    }
    // A large library for a file that is seldom asked for.
    const { wordFile } = await import("./documents/word-file.ts");
    const name = `${minutesRef(opened.body).replace("/", "-")}-v${opened.body.version}.docx`;
    const type = { "content-type": WORD, "content-disposition": `attachment; filename="${name}"` };
    send(res, Buffer.from(await wordFile(document)), type);
    return true;
  };

function send(res: ServerResponse, body: Buffer, type: Record<string, string>): void {
  res.writeHead(200, { ...HEADERS, ...type, "content-length": body.length }).end(body);
}
