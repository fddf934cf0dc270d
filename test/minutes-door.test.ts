import { once } from "node:events";
import { type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { addDays } from "date-fns/addDays";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createLog } from "../src/log.ts";
import { minutesDoor } from "../src/minutes-door.ts";
import { createHttpServer } from "../src/server.ts";
import { addMinutes } from "../src/store/minutes.ts";
import { LINK_DAYS, type MinutesLink, minutesLinks } from "../src/usecases/minutes-link.ts";
import { openMinutes } from "../src/usecases/open-minutes.ts";
import { addressesOn, keptMinutes, met } from "./support/met.ts";
import { aMeeting, someMinutes } from "./support/sample-minutes.ts";
import { testService } from "./support/service.ts";
import { aWorld, type World } from "./support/world.ts";

let world: World;
let port: number;
const logged: string[] = [];
const closing: (() => unknown)[] = [];
const made = new Date("2027-03-12T09:00:00Z");
beforeAll(async () => {
  world = await aWorld();
  await met(world);
  const log = createLog("trace", { write: (line) => void logged.push(line) });
  const deps = { ...world.deps, log };
  const minutes = minutesDoor((token, as) => openMinutes(deps, token, as));
  const doors = { slack: null, teams: null, ready: async () => true, metrics: null, rehearsal: null, minutes };
  const server = createHttpServer(doors, log);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
  closing.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
});
afterAll(async () => {
  for (const close of closing) close();
  await world.close();
});
beforeEach(() => {
  world.at(made);
  logged.length = 0;
});

interface Said {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}
/** The path goes over the wire as it is written: `fetch` would tidy it up first. */
const ask = (path: string, method = "GET"): Promise<Said> =>
  new Promise((resolve, reject) => {
    const asking = request({ host: "127.0.0.1", port, path, method }, (res) => {
      const chunks: Buffer[] = [];
      res.on("data", (chunk: Buffer) => chunks.push(chunk));
      res.on("end", () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(chunks) }));
    });
    asking.on("error", reject).end();
  });

const openings = async () =>
  (await world.db.auditEntry.findMany({ where: { verb: "open-minutes" }, orderBy: { seq: "asc" } })).map((row) => ({
    ...{ actor: row.actor, result: row.result, after: row.after as Record<string, unknown>, why: row.why, origin: row.origin },
  }));
const linkOf = async (personId: string, more: Partial<MinutesLink> = {}): Promise<string> => {
  const { meetingId } = await keptMinutes(world);
  const about = { meetingId, version: 1, personId, through: null, until: addDays(made, LINK_DAYS), ...more };
  return new URL(world.deps.links.make(about).page).pathname;
};
const unknown = () => ask("/somewhere-else");

describe("a personal link to minutes", () => {
  it("opens the page for whom it was made, and the trail has each opening", async () => {
    const { answer } = await world.mdt("harriet", "dm", "minutes C-014 get");
    const { "Open minutes": page = "" } = addressesOn(answer.tell);
    const before = (await openings()).length;
    const opened = await ask(new URL(page).pathname);
    await ask(new URL(page).pathname);

    expect(opened.status).toBe(200);
    const html = opened.body.toString();
    expect(html).toContain("<h1>C-014, meeting M1: minutes</h1>");
    expect(html).toContain("Quayside Homes pays for the survey");
    expect(html).toContain("Copy for Harriet (Housing officer, Quayside Homes). Please do not pass it on.");
    const { hash } = await keptMinutes(world, { version: 1 });
    const after = { meeting: "M1", version: 1, hash, as: "page", person: "harriet", through: null };
    expect((await openings()).slice(before)).toEqual(
      [1, 2].map(() => ({
        actor: "harriet",
        result: "done",
        after,
        why: null,
        origin: { platform: "web", workspace: null, place: null },
      })),
    );
  });

  it("is kept nowhere, loads nothing, and tells nobody where it was read", async () => {
    const { headers } = await ask(await linkOf("harriet"));

    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "content-type": "text/html; charset=utf-8",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-robots-tag": "noindex, nofollow",
    });
    expect(headers["content-security-policy"]).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline';.* frame-ancestors 'none'$/,
    );
  });

  it("gives the same as a file for Word, under a name that names nobody", async () => {
    const { status, headers, body } = await ask(`${await linkOf("harriet")}.docx`);

    expect([status, headers["content-disposition"]]).toEqual([200, 'attachment; filename="C-014-M1-v1.docx"']);
    expect(strFromU8(unzipSync(new Uint8Array(body))["word/document.xml"] ?? new Uint8Array())).toContain("Quayside Homes pays");
    expect((await openings()).at(-1)?.after).toMatchObject({ as: "file" });
  });

  it("says of a version that was replaced which is in force, and since when", async () => {
    const first = await keptMinutes(world, { version: 1 });
    expect((await ask(await linkOf("harriet"))).body.toString()).not.toContain("was replaced");
    const { body, meetingId } = first;
    const issued = { ...body.issued, at: { day: "2027-03-12", time: "08:40" } };
    await addMinutes(world.db, { meetingId, at: made, by: "priya", why: "the payer", body: { ...body, version: 2, issued } });
    const words = "Version 1 was replaced. Version 2 is in force, issued Fri 12 March 2027, 08:40.";

    expect((await ask(await linkOf("harriet"))).body.toString()).toContain(words);
    const { body: file } = await ask(`${await linkOf("harriet")}.docx`);
    expect(strFromU8(unzipSync(new Uint8Array(file))["word/document.xml"] ?? new Uint8Array())).toContain(words);
    expect((await ask(await linkOf("harriet", { version: 2 }))).body.toString()).not.toContain("was replaced");
  });

  it("shows each reader what they may see now", async () => {
    const carl = (await ask(await linkOf("carl"))).body.toString();

    expect(carl).not.toContain("pays for the survey");
    expect(carl).toContain("Something is left out, because it is above the level of this copy.");
  });

  it("says who handed it on, also in the trail", async () => {
    const { body } = await ask(await linkOf("kit", { through: "priya" }));

    expect(body.toString()).toContain("handed on by Priya.");
    expect((await openings()).at(-1)?.after).toMatchObject({ person: "kit", through: "priya" });
  });

  it("names nobody, and nothing of it is in the log", async () => {
    const path = await linkOf("harriet");
    const sealed = Buffer.from(path.split("/").at(-1) ?? "", "base64url").toString("latin1");
    await ask(path);
    await ask(`${path}A`);

    expect(sealed).not.toContain("harriet");
    expect(logged.join("")).toContain("minutes opened");
    for (const secret of [path.slice("/minutes/".length), "harriet", "Harriet"]) expect(logged.join("")).not.toContain(secret);
  });
});

describe("opens nothing, and says what any unknown path says", () => {
  /** Neither the status, nor the body, nor a header may tell that there is something. */
  const expectUnknown = (said: Said, as: Said, what?: string) => {
    const shown = ({ status, headers: { date: _, ...headers }, body }: Said) => ({
      status,
      headers,
      body: body.toString(),
      what,
    });
    expect(shown(said)).toEqual(shown(as));
  };
  let before: number;
  beforeEach(async () => {
    before = (await openings()).length;
  });
  const nothingOpened = async () =>
    expect((await openings()).slice(before).filter(({ result }) => result === "done")).toEqual([]);

  it.each(["GET", "HEAD"])("is a 404 for an unknown path, asked with %s", async (method) => {
    expect((await ask("/somewhere-else", method)).status).toBe(404);
  });

  it("a link that was altered anywhere", async () => {
    const path = await linkOf("harriet");
    const token = path.split("/").at(-1) ?? "";
    const nothing = await unknown();
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === "A" ? "B" : "A";
      expectUnknown(await ask(`/minutes/${token.slice(0, at)}${other}${token.slice(at + 1)}`), nothing, `character ${at}`);
    }
    // The last character of base64 has bits to spare: another spelling of the same bytes is another token.
    for (const last of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
      if (!token.endsWith(last)) expectUnknown(await ask(`/minutes/${token.slice(0, -1)}${last}`), nothing, `ends with ${last}`);
    for (const cut of [token.slice(1), token.slice(0, -1), `${token}=`, `${token}A`, token.replaceAll(/[-_]/g, "+")])
      if (cut !== token) expectUnknown(await ask(`/minutes/${cut}`), nothing, cut);
    await nothingOpened();
  });

  it("a link that somebody else made, or parts of two put together", async () => {
    const nothing = await unknown();
    const { meetingId } = await keptMinutes(world);
    const forged = minutesLinks(Buffer.alloc(32, 8), "https://followthrough.example");
    const link = { meetingId, version: 1, personId: "priya", through: null, until: addDays(made, 1) };
    expectUnknown(await ask(new URL(forged.make(link).page).pathname), nothing, "forged");
    const [kit, tom] = [await linkOf("kit"), await linkOf("tom")];
    for (const at of [12, 20, 40, 60])
      expectUnknown(await ask(`${kit.slice(0, at)}${tom.slice(at)}`), nothing, `spliced at ${at}`);
    const plain = Buffer.from(JSON.stringify(link)).toString("base64url");
    expectUnknown(await ask(`/minutes/${plain}`), nothing, "plain");
    await nothingOpened();
  });

  it("one that has ended, and the trail has the attempt", async () => {
    const path = await linkOf("harriet");
    world.at(new Date(addDays(made, LINK_DAYS).getTime() - 1));
    expect((await ask(path)).status).toBe(200);
    world.at(addDays(made, LINK_DAYS));
    before = (await openings()).length;
    expectUnknown(await ask(path), await unknown());
    expectUnknown(await ask(`${path}.docx`), await unknown());
    expect((await openings()).slice(before)).toMatchObject(
      ["page", "file"].map((as) => ({ actor: "harriet", result: "refused", why: "the link has ended", after: { as } })),
    );
  });

  it("one of somebody who was taken off the case since, or whose time on it has ended", async () => {
    const path = await linkOf("harriet");
    const line = { where: { personId: "harriet" } };
    const { id } = await world.db.case.findFirstOrThrow({ where: { ref: "C-014" } });
    const was = await world.db.membership.findFirstOrThrow({ where: { personId: "harriet", caseId: id } });
    await world.db.membership.updateMany({ ...line, data: { until: "2027-03-11" } });
    expectUnknown(await ask(path), await unknown(), "out of its dates");
    await world.db.membership.deleteMany(line);
    expectUnknown(await ask(path), await unknown(), "taken off");
    expect((await openings()).slice(before)).toMatchObject(
      [1, 2].map(() => ({ result: "refused", why: "the reader is not on the case", after: { person: "harriet" } })),
    );
    await world.db.membership.create({ data: { ...was, until: null } });
    expect((await ask(path)).status).toBe(200);
  });

  it("one for somebody who was never on the case, or is on another", async () => {
    const nothing = await unknown();
    for (const person of ["zoe", "una", "nobody", ""]) expectUnknown(await ask(await linkOf(person)), nothing, person);
    await nothingOpened();
  });

  it("one for a version or a meeting that there is not", async () => {
    const nothing = await unknown();
    expectUnknown(await ask(await linkOf("priya", { version: 9 })), nothing, "version");
    expectUnknown(await ask(await linkOf("priya", { meetingId: "00000000-0000-4000-8000-000000000000" })), nothing, "meeting");
    expect((await openings()).length).toBe(before);
  });

  it("any other method, HEAD as well: whoever looks ahead at links has read nothing", async () => {
    const path = await linkOf("harriet");
    for (const method of ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]) {
      expectUnknown(await ask(path, method), await ask("/somewhere-else", method), method);
      expectUnknown(await ask(`${path}.docx`, method), await ask("/somewhere-else", method), method);
    }
    expect((await openings()).length).toBe(before);
  });

  it("a path that is not exactly a link", async () => {
    const nothing = await unknown();
    const path = await linkOf("harriet");
    const token = path.split("/").at(-1) ?? "";
    const tricks = [
      ...[
        "/minutes",
        "/minutes/",
        "/minutes/.docx",
        "/minutes//",
        `/minutes/${token}/`,
        `/minutes/${token}//`,
        `//minutes/${token}`,
      ],
      ...[
        `/minutes/../minutes/${token}`,
        `/minutes/./${token}`,
        `/minutes/x/${token}`,
        `/Minutes/${token}`,
        `/minutes/${token}%00`,
      ],
      ...[
        `/minutes/${token}.docx.docx`,
        `/minutes/${token}.DOCX`,
        `/minutes/${token}.pdf`,
        `/minutes/${token}?`,
        `/minutes/${token}?a=b`,
      ],
      ...[`/minutes/${token};.docx`, `/minutes/%2e%2e/${token}`, `/minutes/${token}#x`, "/minutes/..%2f..%2fetc%2fpasswd"],
      ...["/minutes/__proto__", "/minutes/constructor", `http://127.0.0.1/minutes/${token}`, `/minutes/${token}\\`],
    ];
    for (const trick of tricks) expectUnknown(await ask(trick), nothing, trick);
    expect((await openings()).length).toBe(before);
  });

  it("a huge token, or none, without a reading of the store", async () => {
    const nothing = await unknown();
    for (const length of [1, 27, 100, 301, 400, 401, 5_000, 12_000])
      expectUnknown(await ask(`/minutes/${"A".repeat(length)}`), nothing, `${length}`);
    // Longer than any server reads a head.
    expect((await ask(`/minutes/${"A".repeat(20_000)}`)).status).toBe(431);
    await nothingOpened();
  });

  it("anything, where the opening cannot be written down", async () => {
    const path = await linkOf("harriet");
    await world.db.$executeRaw`ALTER TABLE audit_entry ADD CONSTRAINT closed CHECK (verb <> 'open-minutes') NOT VALID`;
    const said = await ask(path);
    await world.db.$executeRaw`ALTER TABLE audit_entry DROP CONSTRAINT closed`;

    expect([said.status, said.body.toString()]).toEqual([500, ""]);
    expect(logged.join("")).toContain('"path":"/minutes/"');
    expect(logged.join("")).not.toContain(path);
  });
});

describe("the service", () => {
  it("opens links that were made with its key, from its own address", async () => {
    const running = await testService();
    closing.push(() => running.stop());
    const { id: caseId, providerId } = await running.db.case.findFirstOrThrow({ where: { ref: "C-014" } });
    const { id: meetingId, openedAt, endedAt, changedAt, followUp, number, state, version, ...body } = aMeeting();
    const times = { openedAt, endedAt, changedAt, followUpDay: followUp };
    await running.db.meeting.create({
      data: { id: meetingId, providerId, caseId, number, state, version, ...times, body: body as object },
    });
    await addMinutes(running.db, { meetingId, at: changedAt, by: "priya", why: null, body: someMinutes() });
    const links = minutesLinks(Buffer.alloc(32, 7), running.service.url);
    const link = { meetingId, version: 1, personId: "harriet", through: null, until: addDays(new Date(), 1) };
    const { page, word } = links.make(link);

    expect(await (await fetch(page)).text()).toContain("C-014, meeting M1: minutes");
    expect((await fetch(word)).headers.get("content-type")).toContain("wordprocessingml");
    expect((await fetch(`${page}x`)).status).toBe(404);
    expect(running.logged.join("")).not.toContain(page.split("/").at(-1) ?? "-");
  });
});
