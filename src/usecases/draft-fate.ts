import type { Answer } from "../chat/chat.ts";
import { draftNotice } from "../core/draft-moment.ts";
import type { ActionView, Outcome } from "../core/outcome.ts";
import { directTransaction } from "../store/direct.ts";
import { markShown } from "../store/drafts.ts";
import { address, enqueue } from "../store/outbox.ts";
import type { Deps } from "./deps.ts";

/** The drafts of an answer that its reader asked for and has not seen yet. */
function unseenIn(outcome: Outcome, reader: string): ActionView[] {
  const views =
    outcome.kind === "draft" ? [outcome.view] : outcome.kind === "drafts" ? outcome.drafts.map(({ view }) => view) : [];
  return views.filter(({ action }) => action.status === "draft" && action.asker === reader && !action.shown);
}

/**
 * A draft that its asker never sees is a promise that nobody knows of. So whoever delivers the answer says whether it arrived; where it
 * did not, the outbox sends the drafts, which outlives this process.
 */
export function draftFate(deps: Deps, providerId: string, outcome: Outcome, reader: string): Pick<Answer, "drafts"> {
  const views = unseenIn(outcome, reader);
  if (views.length === 0) return {};
  return {
    drafts: {
      shown: () =>
        markShown(
          deps.db,
          views.map(({ action }) => action.id),
          deps.now(),
        ),
      lost: () => sendDrafts(deps, providerId, views),
    },
  };
}

async function sendDrafts(deps: Deps, providerId: string, views: ActionView[]): Promise<void> {
  const platforms = new Set(deps.chats.keys());
  await directTransaction(deps.db, async (tx) => {
    for (const { action, file } of views) {
      const about = { providerId, caseId: action.caseId, actionId: action.id, now: deps.now() };
      await deps.wake(tx, await enqueue(tx, about, address([draftNotice(action)], file, platforms)));
    }
  });
}
