import type { Action } from "../core/action.ts";
import type { Change } from "../core/decision.ts";
import type { AuditDraft } from "../store/audit.ts";
import { appendAudit } from "../store/audit.ts";
import { claimDelivery, orAbandon } from "../store/change.ts";
import type { Asking } from "./asking.ts";
import type { Deps } from "./deps.ts";

type About = Pick<AuditDraft, "verb" | "result" | "caseRef" | "actionNumber"> &
  Partial<Pick<AuditDraft, "coverFor" | "before" | "after" | "why">>;

/** One row of the trail for something that a person asked for. */
export const auditOf = (asking: Asking, about: About): AuditDraft => ({
  providerId: asking.providerId,
  at: asking.now,
  actor: {
    id: asking.person.id,
    name: asking.person.name,
    role: asking.person.role,
    organisation: asking.person.organisationName,
  },
  coverFor: null,
  before: null,
  after: null,
  why: null,
  origin: { platform: asking.platform, workspace: asking.place?.workspace ?? null, place: asking.place?.conversation ?? null },
  ...about,
});

type Recorded = Partial<
  Pick<
    Action,
    "status" | "text" | "owner" | "ownerRole" | "acting" | "chaser" | "due" | "originalDue" | "evidenceRequired" | "extensions"
  >
>;

const RECORDED = [
  "status",
  "text",
  "owner",
  "ownerRole",
  "acting",
  "chaser",
  "due",
  "originalDue",
  "evidenceRequired",
  "extensions",
] as const;

/** The fields that a change touches, as they were and as they are. */
export function beforeAndAfter(action: Action, change: Change): Pick<AuditDraft, "before" | "after"> {
  const touched = RECORDED.filter(
    (field) => field in change.patch && JSON.stringify(change.patch[field]) !== JSON.stringify(action[field]),
  );
  const pick = (from: Recorded) => Object.fromEntries(touched.map((field) => [field, asJson(from[field])]));
  const added = {
    ...(change.update !== undefined && { update: change.update }),
    ...(change.evidence && { evidence: change.evidence.text }),
    ...(change.request?.do === "open" && { request: change.request.wants.kind, to: asJson(change.request.wants.to) }),
    ...(change.request?.do === "decide" && { request: change.request.decision }),
  };
  return { before: pick(action), after: { ...pick({ ...action, ...change.patch }), ...added } };
}

function asJson(value: Recorded[keyof Recorded]) {
  if (value === null || typeof value !== "object") return value ?? null;
  return "personId" in value ? value.personId : { day: value.day, time: value.time };
}

/** A refused attempt is part of the trail: who, what, from where; never the words that were refused. */
export async function recordRefusal(deps: Deps, asking: Asking, about: Omit<About, "result">): Promise<"recorded" | "repeated"> {
  const done = await orAbandon(deps.db, async (tx) => {
    await claimDelivery(tx, asking.delivery, asking.now);
    await appendAudit(tx, [auditOf(asking, { ...about, result: "refused" })]);
    return { kind: "recorded" as const };
  });
  deps.log.warn({ person: asking.person.id, verb: about.verb, caseRef: about.caseRef }, "refused");
  return done.kind === "repeated" ? "repeated" : "recorded";
}
