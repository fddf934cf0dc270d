import type { CaseFile } from "../core/case-file.ts";
import type { Command } from "../core/command.ts";
import { recipient } from "../core/decision.ts";
import { momentLabel } from "../core/due.ts";
import type { Notice } from "../core/notice.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Platform } from "../core/person.ts";
import { normalised, type Threshold, versionsOf } from "../core/threshold.ts";
import { agreedBy, behindRules, hasAgreed, isSignatory, notYetAgreed } from "../core/threshold-agreement.ts";
import { agreeCardNotices, agreeCards } from "../store/agree-cards.ts";
import { appendAudit } from "../store/audit.ts";
import { Abandoned, claimDelivery, isDelivered, orAbandon } from "../store/change.ts";
import type { Transaction } from "../store/direct.ts";
import { type Addressed, address, enqueue } from "../store/outbox.ts";
import { inTurn, saveAgreement, thresholdsOf } from "../store/thresholds.ts";
import { type Asking, afresh, writingOf } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { caseOf, noVersion, type OpenThresholds, viewFor, withThresholds } from "./threshold.ts";
import { recorded } from "./threshold-save.ts";
import { auditOf, recordRefusal } from "./trail.ts";

type Agree = Extract<Command, { do: "threshold-agree" }>;

const TRIES = 12;

/**
 * A signatory agrees, personally: nobody stands in for them. A press on a card of an earlier revision agrees to nothing and shows what is
 * drafted by now. With the last agreement the version is in force, and everybody hears of it.
 */
export async function agreeThreshold(deps: Deps, asking: Asking, command: Agree): Promise<Outcome> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const outcome = await tryOnce(deps, attempt === 1 ? asking : afresh(asking), command);
    if (outcome) return outcome;
  }
  throw new Error("thresholds kept changing while they were agreed to");
}

async function tryOnce(deps: Deps, asking: Asking, command: Agree): Promise<Outcome | null> {
  const found = await caseOf(deps, asking, command, (ref) => `mdt threshold ${ref} agree v${command.version}`);
  if ("kind" in found) return found;
  const open = await withThresholds(deps, found);
  const { draft, inForce, older } = open.versions;
  const meant = [draft, inForce, ...older].find((each) => each?.version === command.version);
  if (!meant) return noVersion(open, command.version);
  if (!isSignatory(meant, asking.person.id)) return refuse(deps, asking, open, meant);
  const truth = whatIsTrue(asking, open, command, meant);
  if (truth !== null) return shown(asking, open, (await isDelivered(deps.db, asking.delivery)) ? null : truth);
  const next = agreedBy(meant, asking.person.id, asking.now);
  const saved = await save(deps, asking, open, next);
  if (saved.kind === "stale") return null;
  if (saved.kind === "repeated") return shown(asking, await withThresholds(deps, open), null);
  deps.log.info({ caseRef: open.file.ref, person: asking.person.id, version: next.version }, "thresholds agreed to");
  return shown(asking, withAgreement(open, next), saidOf(open, next));
}

/** Why there is nothing to agree to, or null where there is. */
function whatIsTrue(asking: Asking, { file }: OpenThresholds, { revision }: Agree, meant: Threshold): string | null {
  const moment = (at: Date): string => momentLabel(at, file.timeZone);
  if (meant.agreedAt) return `Everybody has agreed to version ${meant.version}: it came into force on ${moment(meant.agreedAt)}.`;
  if (revision !== undefined && revision !== meant.revision)
    return `The draft has changed since that card. Please read revision ${meant.revision} before you agree.`;
  if (!hasAgreed(meant, asking.person.id)) return null;
  const own = meant.signatories.find(({ personId }) => personId === asking.person.id);
  return `You agreed to version ${meant.version} on ${moment(new Date(own?.agreed ?? 0))}.`;
}

const shown = (asking: Asking, open: OpenThresholds, said: string | null): Outcome => ({
  ...{ kind: "threshold", thresholds: viewFor(asking.person.id, open), version: null, said },
});

function withAgreement(open: OpenThresholds, next: Threshold): OpenThresholds {
  const { inForce, older } = open.versions;
  if (!next.agreedAt) return { ...open, versions: { ...open.versions, draft: next } };
  return { ...open, versions: { draft: null, inForce: next, older: inForce ? [inForce, ...older] : older } };
}

function saidOf({ file }: OpenThresholds, next: Threshold): string {
  if (next.agreedAt) return `Everybody has agreed: version ${next.version} is in force from now on.`;
  const waiting = notYetAgreed(next).map(({ personId }) => file.people[personId]?.name ?? "somebody");
  return `You have agreed to version ${next.version}. It waits for ${new Intl.ListFormat("en-GB").format(waiting)}.`;
}

async function refuse(deps: Deps, asking: Asking, { file }: OpenThresholds, meant: Threshold): Promise<Outcome> {
  const about = { verb: "threshold-agree", caseRef: file.ref, actionNumber: null, after: { version: meant.version } };
  if ((await recordRefusal(deps, asking, about)) === "repeated") return { kind: "repeated" };
  const roles = new Intl.ListFormat("en-GB", { type: "disjunction" }).format([
    ...new Set(meant.signatories.map(({ role }) => role)),
  ]);
  return { kind: "not-allowed", view: null, verb: "threshold-agree", who: `Only ${roles}, each in person,` };
}

const save = (deps: Deps, asking: Asking, { file, versions, today }: OpenThresholds, next: Threshold) =>
  orAbandon(deps.db, async (tx) => {
    const writing = writingOf(deps, asking);
    const { providerId, now } = writing;
    await claimDelivery(tx, writing.delivery, now);
    await inTurn(tx, file.id);
    if (normalised(versionsOf(await thresholdsOf(tx, file.id))) !== normalised(versions)) throw new Abandoned("stale");
    await saveAgreement(tx, next);
    const done = { result: "done" as const, caseRef: file.ref, actionNumber: null };
    const after = { version: next.version, revision: next.revision };
    const audit = [auditOf(asking, { ...done, verb: "threshold-agree", after })];
    const said = await cardsAfter(tx, asking, file, next, writing.platforms);
    if (next.agreedAt) {
      audit.push(
        auditOf(asking, { ...done, verb: "threshold-in-force", before: recorded(versions.inForce), after: recorded(next) }),
      );
      const heard = new Set([
        ...next.signatories.map(({ personId }) => personId),
        next.draftedBy,
        ...behindRules(file, next.rules, today),
      ]);
      // Whoever was the last to agree has just read it.
      heard.delete(asking.person.id);
      const notices = [...heard].map((id): Notice => {
        return { kind: "threshold-told", to: recipient(file, id, today), case: file.id, version: next.version };
      });
      said.push(...address(notices, file, writing.platforms));
    }
    const about = { providerId, caseId: file.id, actionId: null, now };
    await writing.wake(tx, await enqueue(tx, about, said));
    await appendAudit(tx, audit);
    return { kind: "saved" as const };
  });

/** Cards that asked for agreement: the other ones of whoever has agreed, and once it is in force everybody's. */
async function cardsAfter(
  tx: Transaction,
  { person, pressed }: Asking,
  file: CaseFile,
  next: Threshold,
  platforms: ReadonlySet<Platform>,
): Promise<Addressed[]> {
  const { version, revision, agreedAt } = next;
  const cards = await agreeCards(tx, file.id, version);
  const theirs = agreedAt ? cards : cards.filter(({ personId }) => personId === person.id);
  const state = agreedAt ? `${version}.0` : `${version}.${revision} agreed`;
  return agreeCardNotices(theirs, { file, version, state }, pressed, platforms);
}
