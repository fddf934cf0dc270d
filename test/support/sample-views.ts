import { noticeCard, type Sent } from "../../src/cards/notice.ts";
import type { Action } from "../../src/core/action.ts";
import type { ActionView } from "../../src/core/outcome.ts";
import { aDraft, aView, london, NOW } from "./builders.ts";

/** What the samples of cards are about. */
export const say = (notice: Sent, view: ActionView, now = NOW) => noticeCard(notice, view, { now, reader: "" });

export const draftView = (overrides: Partial<Action> = {}): ActionView => ({ ...aView(), action: aDraft(overrides) });

export const evidence = { id: "00000000-0000-4000-8000-0000000000f1", by: "harriet", at: london("2027-04-06", "10:15") };
export const withEvidence: Partial<Action> = {
  status: "evidence submitted",
  latestEvidence: { ...evidence, text: "Report Q-2231 filed at https://quayside.example/reports/q-2231" },
};
export const outside: Partial<Action> = { owner: "meera", ownerRole: "Practice manager", chaser: "tom", notYetHeard: true };
export const overdueNow = london("2027-03-30", "08:30");
