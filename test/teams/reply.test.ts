import { pino } from "pino";
import { describe, expect, it } from "vitest";
import type { Card } from "../../src/cards/card.ts";
import { digestCard } from "../../src/cards/digest.ts";
import type { FromPerson } from "../../src/teams/receive.ts";
import { replies } from "../../src/teams/reply.ts";
import type { Voice } from "../../src/teams/voice.ts";
import { aDigest, aView, due, NOW } from "../support/builders.ts";

const activity = {
  type: "invoke",
  from: { id: "29:harriet", aadObjectId: "aad-harriet", tenantId: "t" },
  recipient: { id: "28:bot" },
  conversation: { id: "a:1", conversationType: "personal", tenantId: "t" },
  serviceUrl: "https://smba.trafficmanager.net/teams/",
} as unknown as FromPerson;

const overdue = Array.from({ length: 150 }, (_, index) => aView({ number: index + 1, due: due("2027-03-09") }));
const digest: Card = digestCard({ now: NOW, reader: "harriet" }, aDigest("harriet", { overdue }), "asked");

/** What a press is answered with, and which messages are said beside it. */
async function pressed(card: Card) {
  const said: (number | undefined)[] = [];
  const message = { platform: "teams", workspace: "t", conversation: "a:1", message: "1" } as const;
  const say = async (_spot: unknown, _card: unknown, page?: number) => {
    said.push(page);
    return message;
  };
  const voice = { say } as unknown as Voice;
  const jobs: Promise<unknown>[] = [];
  const answer = { replace: card, tell: null, form: null, wrong: null };
  const track = <T>(job: Promise<T>): Promise<T> => {
    jobs.push(job);
    return job;
  };
  const stopping = () => new AbortController().signal;
  const { body } = await replies({ voice, track, stopping, log: pino({ level: "silent" }) }).afterPress(activity, answer);
  await Promise.all(jobs);
  return { said, text: String((body as { value: { fallbackText: string } }).value.fallbackText) };
}

describe("a press on a card of several messages", () => {
  it("is answered with the first, and the others are said after it", async () => {
    const { text, said } = await pressed(digest);
    const [, where = ""] = text.split("\n");

    expect(where).toMatch(/^1 of [2-9]$/);
    expect(said).toEqual(Array.from({ length: Number(where.slice(-1)) - 1 }, (_, index) => index + 1));
  });

  it("is answered with the one that was pressed, and nothing more", async () => {
    const { text, said } = await pressed({ ...digest, page: 2 });

    expect(text.split("\n")[1]).toMatch(/^2 of /);
    expect(said).toEqual([]);
  });
});

describe("a press on a card of one message", () => {
  it("is answered with it", async () => {
    const { text, said } = await pressed(digestCard({ now: NOW, reader: "harriet" }, aDigest("harriet"), "asked"));

    expect(text).toContain("Nothing is due or waiting for you.");
    expect(said).toEqual([]);
  });
});
