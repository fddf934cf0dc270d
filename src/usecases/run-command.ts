import type { Command } from "../core/command.ts";
import { decideAway, decideNotToday } from "../core/decide-away.ts";
import { decideAccept, decideConfirm, decideDiscard, decideNotMe } from "../core/decide-draft.ts";
import { decideCancel, decideNotAchieved, decideReopen, decideReturn, decideSignOff } from "../core/decide-ending.ts";
import { decideDecline } from "../core/decide-request.ts";
import { decideBlock, decideEvidence, decideUnblock, decideUpdate } from "../core/decide-work.ts";
import type { Outcome } from "../core/outcome.ts";
import { act } from "./act.ts";
import { answerEscalation } from "./answer-escalation.ts";
import type { Asking } from "./asking.ts";
import { assign } from "./assign.ts";
import { cancelLeave } from "./cancel-leave.ts";
import { captureFrom } from "./capture-from.ts";
import { captureLines } from "./capture-lines.ts";
import { changeLadder } from "./change-ladder.ts";
import { confirmAll } from "./confirm-all.ts";
import { correctTheMinutes } from "./correct-minutes.ts";
import type { Deps } from "./deps.ts";
import { showDigest, showHome } from "./digest.ts";
import { setDigest, showDigestSetting } from "./digest-setting.ts";
import { edit } from "./edit.ts";
import { escalate } from "./escalate.ts";
import { getMinutes } from "./get-minutes.ts";
import { history } from "./history.ts";
import { showLadder } from "./ladder.ts";
import { listActions } from "./list-actions.ts";
import { listIncidents } from "./list-incidents.ts";
import { showMeeting } from "./meeting.ts";
import { hearCall } from "./meeting-call.ts";
import { endMeeting } from "./meeting-end.ts";
import { callRoll, keepGoing, recordDecision, recordNoActions, setFollowUp } from "./meeting-say.ts";
import { startMeeting } from "./meeting-start.ts";
import { showMinutes } from "./minutes.ts";
import { showLeave } from "./own-leave.ts";
import { recordIncident } from "./record-incident.ts";
import { approve, extend, reassign } from "./replan.ts";
import { report } from "./report.ts";
import { sendToCover } from "./send-to-cover.ts";
import { show, showDrafts } from "./show.ts";
import { takeLeave } from "./take-leave.ts";
import { showThreshold } from "./threshold.ts";
import { agreeThreshold } from "./threshold-agree.ts";
import { draftThreshold } from "./threshold-draft.ts";
import { reviewThreshold } from "./threshold-review.ts";
import { throughEscalation } from "./through-escalation.ts";
import { showWeekly } from "./weekly.ts";

/** The one switch from what was asked to what happens. A new command fails the build here until it has its branch. */
export async function runCommand(deps: Deps, asking: Asking, command: Command): Promise<Outcome> {
  switch (command.do) {
    case "assign":
      return assign(deps, asking, command);
    case "capture":
      return captureLines(deps, asking, command);
    case "from":
      return captureFrom(deps, asking, command);
    case "edit":
      return edit(deps, asking, command);
    case "confirm":
      return act(deps, asking, command, decideConfirm);
    case "confirm-all":
      return confirmAll(deps, asking, command);
    case "discard":
      return act(deps, asking, command, decideDiscard);
    case "accept":
      return act(deps, asking, command, decideAccept);
    case "not-me":
      return act(deps, asking, command, decideNotMe);
    case "update":
      return act(deps, asking, command, (deciding) => decideUpdate(deciding, command.text));
    case "evidence":
      return act(deps, asking, command, (deciding) => decideEvidence(deciding, command.text));
    case "sign-off":
      return act(deps, asking, command, decideSignOff);
    case "return":
      return act(deps, asking, command, (deciding) => decideReturn(deciding, command.reason));
    case "extend":
      return extend(deps, asking, command);
    case "reassign":
      return reassign(deps, asking, command);
    case "approve":
      return (await throughEscalation(deps, asking, command)) ?? approve(deps, asking, command);
    case "decline":
      return (
        (await throughEscalation(deps, asking, command)) ??
        act(deps, asking, command, (deciding) => decideDecline(deciding, command))
      );
    case "escalate":
      return escalate(deps, asking, command);
    case "acknowledge":
    case "pass-on":
    case "stabilise":
    case "review":
      return answerEscalation(deps, asking, command);
    case "not-today":
      return act(deps, asking, command, decideNotToday);
    case "away":
      return act(deps, asking, command, decideAway);
    case "send-to-cover":
      return sendToCover(deps, asking, command);
    case "block":
      return act(deps, asking, command, (deciding) => decideBlock(deciding, command.reason));
    case "unblock":
      return act(deps, asking, command, decideUnblock);
    case "cancel":
      return act(deps, asking, command, (deciding) => decideCancel(deciding, command.reason));
    case "not-achieved":
      return act(deps, asking, command, (deciding) => decideNotAchieved(deciding, command.reason));
    case "reopen":
      return act(deps, asking, command, (deciding) => decideReopen(deciding, command.reason));
    case "drafts":
      return showDrafts(deps, asking, command.refs);
    case "list":
      return listActions(deps, asking, command);
    case "show":
      return show(deps, asking, command);
    case "history":
      return history(deps, asking, command.ref);
    case "digest":
      return showDigest(deps, asking);
    case "weekly":
      return showWeekly(deps, asking, command.lead);
    case "home":
      return showHome(deps, asking);
    case "digest-setting":
      return showDigestSetting(deps, asking);
    case "set-digest":
      return setDigest(deps, asking, command);
    case "leave":
      return showLeave(deps, asking);
    case "take-leave":
      return takeLeave(deps, asking, command);
    case "cancel-leave":
      return cancelLeave(deps, asking, command);
    case "ladder":
      return showLadder(deps, asking, command);
    case "change-ladder":
      return changeLadder(deps, asking, command);
    case "report":
      return report(deps, asking, command);
    case "incident":
      return recordIncident(deps, asking, command);
    case "incidents":
      return listIncidents(deps, asking, command);
    case "threshold":
      return showThreshold(deps, asking, command);
    case "threshold-draft":
      return draftThreshold(deps, asking, command);
    case "threshold-agree":
      return agreeThreshold(deps, asking, command);
    case "threshold-review":
      return reviewThreshold(deps, asking, command);
    case "meeting-start":
      return startMeeting(deps, asking, command);
    case "meeting":
      return showMeeting(deps, asking, command);
    case "meeting-roll":
      return callRoll(deps, asking, command);
    case "decision":
      return recordDecision(deps, asking, command);
    case "follow-up":
      return setFollowUp(deps, asking, command);
    case "no-actions":
      return recordNoActions(deps, asking, command);
    case "still-going":
      return keepGoing(deps, asking, command);
    case "meeting-end":
      return endMeeting(deps, asking, command);
    case "call":
      return hearCall(deps, asking, command);
    case "minutes":
      return showMinutes(deps, asking, command);
    case "get-minutes":
      return getMinutes(deps, asking, command);
    case "correct-minutes":
      return correctTheMinutes(deps, asking, command);
    case "help":
      return { kind: "help", door: command.door, all: command.all ?? false };
  }
}
