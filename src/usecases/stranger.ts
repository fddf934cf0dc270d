import type { ChatRequest } from "../chat/chat.ts";
import type { Outcome } from "../core/outcome.ts";
import { appendAudit } from "../store/audit.ts";
import { claimDelivery, orAbandon } from "../store/change.ts";
import { onlyProvider } from "../store/provider.ts";
import type { Deps } from "./deps.ts";

/** Somebody whom the set-up does not name: told whom to ask, nothing else. The attempt is part of the trail. */
export async function recordStranger(deps: Deps, request: ChatRequest, now: Date): Promise<Outcome> {
  const provider = await onlyProvider(deps.db);
  deps.log.warn({ platform: request.platform, workspace: request.from.workspace, user: request.from.user }, "unknown person");
  if (!provider) return { kind: "stranger" };
  const origin = { platform: request.platform, ...request.from, place: request.place?.conversation ?? null };
  const recorded = await orAbandon(deps.db, async (tx) => {
    await claimDelivery(tx, request.delivery, now);
    const nobody = { actor: null, coverFor: null, caseRef: null, actionNumber: null, before: null, after: null };
    await appendAudit(tx, [
      { providerId: provider.id, at: now, verb: "enter", result: "refused", why: "not known here", origin, ...nobody },
    ]);
    return { kind: "stranger" as const };
  });
  return recorded.kind === "repeated" ? { kind: "repeated" } : { kind: "stranger" };
}
