import type { NoteMessage } from "../chat/chat.ts";
import { appendAudit } from "../store/audit.ts";
import { casesByIds } from "../store/cases.ts";
import { directTransaction } from "../store/direct.ts";
import { personalCards, refreshNotices } from "../store/live-cards.ts";
import { enqueue, stateNotices } from "../store/outbox.ts";
import { markSource } from "../store/source-state.ts";
import { platformsOf } from "./connected.ts";
import type { Deps } from "./deps.ts";

/** A message that actions were made from was changed or taken away: they stay as they are, and their cards say so beside the link. */
export const noteMessage =
  (deps: Deps): NoteMessage =>
  (message, became) =>
    directTransaction(deps.db, async (tx) => {
      const platforms = platformsOf(deps);
      for (const { id, providerId, caseId, caseRef, number, changes, neverConfirmed } of await markSource(tx, message, became)) {
        const file = (await casesByIds(tx, providerId, [caseId])).get(caseId);
        if (!file) throw new Error(`case ${caseId} is gone`);
        const cards = refreshNotices(await personalCards(tx, id), changes, file, platforms);
        const about = { providerId, caseId, actionId: id, now: deps.now() };
        await deps.wake(
          tx,
          await enqueue(tx, about, [...(neverConfirmed ? [] : stateNotices(file, changes, platforms)), ...cards]),
        );
        await appendAudit(tx, [
          {
            ...{ providerId, at: deps.now(), actor: null, coverFor: null, verb: `original-${became}`, result: "done" },
            ...{ caseRef, actionNumber: number, before: null, after: null, why: null },
            origin: { platform: message.platform, workspace: message.workspace, place: message.conversation },
          },
        ]);
        deps.log.info({ caseRef, action: number, became }, "the message that an action was made from is another");
      }
    });
