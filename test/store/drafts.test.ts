import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditDraft } from "../../src/store/audit.ts";
import { verifyAudit } from "../../src/store/audit-verify.ts";
import { caseByRef } from "../../src/store/cases.ts";
import type { Writing } from "../../src/store/change.ts";
import { type Drafted, type NewDraft, saveDrafts } from "../../src/store/drafts.ts";
import { due, NOW } from "../support/builders.ts";
import { aWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const source = { platform: "slack", workspace: "T1", conversation: "C1", message: "1.2", link: null } as const;
const aDraft = (overrides: Partial<NewDraft> = {}): NewDraft => ({
  fields: { text: "Order the lagging" },
  ...{ asker: "priya", follows: null, source: null, sourceKey: null, inMeeting: false, level: "coordination" },
  ...overrides,
});

async function save(drafts: NewDraft[], rest: Partial<Writing> = {}): Promise<Drafted> {
  const file = await caseByRef(world.db, "harbour", "C-014");
  if (!file) throw new Error("C-014 is gone");
  const audit = (actionNumber: number): AuditDraft => ({
    providerId: "harbour",
    at: NOW,
    actor: { id: "priya", name: "Priya", role: "Service manager", organisation: "Harbour Autism Services" },
    ...{ coverFor: null, verb: "assign", result: "done", caseRef: "C-014", actionNumber },
    ...{ before: null, after: null, why: null, origin: {} },
  });
  const platforms: Writing["platforms"] = new Set(["slack"]);
  const writing: Writing = { providerId: "harbour", now: NOW, delivery: null, platforms, wake: async () => {}, ...rest };
  return saveDrafts(world.db, writing, file, { drafts, rooms: [], textKey: drafts.at(-1)?.sourceKey ?? null }, audit);
}

const stored = async () => ({
  actions: await world.db.action.count(),
  entries: await world.db.auditEntry.count(),
  notices: await world.db.notice.count(),
  deliveries: await world.db.delivery.count(),
});

describe("saving drafts", () => {
  it("gives back what a reading would find, whether much or nothing was understood", async () => {
    const fields: NewDraft["fields"] = {
      ...{ text: "Order the lagging", owner: "harriet", ownerRole: "Housing officer", ownerChoices: ["harriet", "sam"] },
      ...{ chaser: "sam", due: due("2027-04-06", "14:20"), dueWords: "6 April 14:20", evidenceRequired: "receipt" },
    };
    const saved = await save([aDraft({ fields, source, sourceKey: "much", follows: "A1" }), aDraft({ fields: {} })]);

    if (saved.kind !== "drafted") throw new Error(saved.kind);
    const read = await Promise.all(saved.actions.map(({ number }) => world.action(`C-014/A${number}`)));
    expect(saved.actions).toEqual(read);
  });

  it("keeps nothing where the last of what it writes is refused", async () => {
    await save([aDraft({ sourceKey: "once", source })]);
    const before = await stored();
    // Two drafts of one line of one message: the second breaks the rule that a message is made into an action once.
    const twice = save([aDraft({ sourceKey: "twice", source }), aDraft({ sourceKey: "twice", source })], { delivery: "d:1" });

    await expect(twice).rejects.toMatchObject({ code: "23505" });
    expect(await stored()).toEqual(before);
    expect(await save([aDraft({ sourceKey: "once", source })])).toEqual({ kind: "stale" });
    expect(await verifyAudit(world.db, "harbour")).toMatchObject({ kind: "sound" });
  });
});
