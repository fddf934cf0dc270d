import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Change } from "../../src/core/decision.ts";
import type { AuditDraft } from "../../src/store/audit.ts";
import { verifyAudit } from "../../src/store/audit-verify.ts";
import { caseByRef } from "../../src/store/cases.ts";
import { type Saved, saveChange, type Writing } from "../../src/store/change.ts";
import { due, NOW, to } from "../support/builders.ts";
import { aWorld, opened, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const aChange = (overrides: Partial<Change> = {}): Change => ({
  patch: { status: "blocked", blockedBecause: "no access" },
  why: "no access",
  notices: [{ kind: "told", what: "blocked", to: to("priya"), by: "harriet", why: "no access", version: 4 }],
  said: "",
  next: null,
  ...overrides,
});

const writing = (overrides: Partial<Writing> = {}): Writing => ({
  providerId: "harbour",
  now: NOW,
  delivery: null,
  platforms: new Set(["slack"]),
  wake: async () => {},
  ...overrides,
});

async function save(ref: string, change: Change, rest: Partial<Writing> = {}, seen: { version?: number } = {}): Promise<Saved> {
  const action = { ...(await world.action(ref)), ...seen };
  const file = await caseByRef(world.db, "harbour", "C-014");
  if (!file) throw new Error("C-014 is gone");
  const audit: AuditDraft = {
    providerId: "harbour",
    at: NOW,
    actor: { id: "harriet", name: "Harriet", role: "Housing officer", organisation: "Quayside Homes" },
    ...{ coverFor: null, verb: "block", result: "done", caseRef: "C-014", actionNumber: action.number },
    ...{ before: null, after: null, why: change.why, origin: {} },
  };
  return saveChange(world.db, writing(rest), { action, file, change, audit, pressed: null });
}

/** How much is stored of everything that a change writes. */
const stored = async () => ({
  entries: await world.db.auditEntry.count(),
  notices: await world.db.notice.count(),
  deliveries: await world.db.delivery.count(),
  updates: await world.db.update.count(),
  evidence: await world.db.evidence.count(),
  requests: await world.db.changeRequest.count(),
});

describe("saving a change", () => {
  it("stores the move, its entry of the trail, its notices and its delivery together", async () => {
    const ref = await opened(world);
    const before = await stored();
    const saved = await save(ref, aChange(), { delivery: "change:1" });

    expect(saved).toMatchObject({ kind: "saved", action: { status: "blocked", version: 4 } });
    expect(await world.action(ref)).toMatchObject({ status: "blocked", blockedBecause: "no access", version: 4 });
    // One to Priya, one to each of three rooms.
    expect(await stored()).toEqual({
      ...before,
      entries: before.entries + 1,
      notices: before.notices + 4,
      deliveries: before.deliveries + 1,
    });
  });

  it("gives back what a reading would find", async () => {
    const ref = await opened(world);
    const wants = { kind: "extension", to: due("2027-04-06", "14:20") } as const;
    const request = { do: "open", id: crypto.randomUUID(), why: "ill", wants } as const;
    const saved = await save(ref, aChange({ patch: {}, update: "on its way", request }));

    expect(saved).toEqual({ kind: "saved", action: await world.action(ref) });
  });

  it("leaves nothing behind where a part of it fails", async () => {
    const ref = await opened(world);
    const [action, before] = [await world.action(ref), await stored()];
    const failing = { delivery: "change:2", wake: () => Promise.reject(new Error("the queue is gone")) };

    await expect(save(ref, aChange({ update: "lost" }), failing)).rejects.toThrow("the queue is gone");
    expect(await world.action(ref)).toEqual(action);
    expect(await stored()).toEqual(before);
    expect(await verifyAudit(world.db, "harbour")).toMatchObject({ kind: "sound" });
  });

  it("leaves nothing behind where waking fails after it was sent", async () => {
    const ref = await opened(world);
    const [action, before] = [await world.action(ref), await stored()];
    const wake: Writing["wake"] = async (tx) => {
      tx.$executeRaw`SELECT 1 / 0`.catch(() => {});
    };

    await expect(save(ref, aChange({ update: "lost" }), { delivery: "change:5", wake })).rejects.toThrow();
    expect(await world.action(ref)).toEqual(action);
    expect(await stored()).toEqual(before);
  });

  it("leaves nothing behind where the action has moved on", async () => {
    const ref = await opened(world);
    const before = await stored();

    expect(await save(ref, aChange({ update: "lost" }), { delivery: "change:3" }, { version: 2 })).toEqual({ kind: "stale" });
    expect((await world.action(ref)).status).toBe("open");
    expect(await stored()).toEqual(before);
  });

  it("does nothing for a delivery that has had its effect", async () => {
    const ref = await opened(world);
    await save(ref, aChange({ patch: {}, update: "once" }), { delivery: "change:4" });
    const before = await stored();

    expect(await save(ref, aChange({ patch: {}, update: "twice" }), { delivery: "change:4" })).toEqual({ kind: "repeated" });
    expect(await stored()).toEqual(before);
  });

  it("grows the version with a move, and only what a card shows with an update", async () => {
    const ref = await opened(world);
    const { version, changes } = await world.action(ref);
    await save(ref, aChange({ patch: {}, update: "on its way" }));

    expect(await world.action(ref)).toMatchObject({ version, changes: changes + 1 });
  });

  it("keeps evidence with its hash", async () => {
    const ref = await opened(world);
    const id = crypto.randomUUID();
    await save(ref, aChange({ patch: { status: "evidence submitted" }, evidence: { id, text: "abc" } }));

    expect(await world.db.evidence.findUnique({ where: { id } })).toMatchObject({
      hash: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      by: "harriet",
    });
  });

  it.each([
    ["an owner's own sign-off", { status: "complete", signedOffBy: "harriet" }],
    ["an action without an owner", { owner: null }],
    ["an action without a due date", { due: null }],
  ] as const)("is refused by the database itself for %s", async (_, patch) => {
    const ref = await opened(world);
    const before = await stored();

    await expect(save(ref, aChange({ patch }))).rejects.toThrow();
    expect((await world.action(ref)).status).toBe("open");
    expect(await stored()).toEqual(before);
  });
});
