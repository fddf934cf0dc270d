import { CASE_REF } from "./command-fields.ts";
import {
  anyBecause,
  anyRef,
  anyToBecause,
  type Form,
  nothing,
  onlyRef,
  refBecause,
  refText,
  refToBecause,
  refToWho,
  row,
} from "./form-row.ts";

/** What people type about actions. */

/** The first word as a case reference, the rest as it is. */
function splitCase(rest: string): { case?: string; rest: string } {
  const [first = "", ...others] = rest.split(/\s+/);
  if (!CASE_REF.test(first.toUpperCase())) return { rest };
  return { case: first.toUpperCase(), rest: rest.slice(first.length).trim() || others.join(" ") };
}

function readAssign(rest: string) {
  const { rest: words, ...found } = splitCase(rest);
  return words ? { ...found, words } : found;
}

function readList(rest: string) {
  const { rest: filter, ...found } = splitCase(rest);
  if (!filter) return { ...found, filter: "here" };
  if (/^(mine|overdue|all)$/i.test(filter)) return { ...found, filter: filter.toLowerCase() };
  return { ...found, who: filter.replace(/^["“](.+)["”]$/, "$1") };
}

export const ACTION_FORMS: Form[] = [
  row(
    "assign",
    '[C-014] [owner] <who> [by|due <when>] [evidence "<what>"] [chaser <who>] <text>',
    '@Harriet by Friday get the pipe survey done evidence "surveyor\'s report"',
    "makes a draft for you to confirm; with no text it opens a form",
    readAssign,
    true,
  ),
  row("list", "[mine|overdue|all|C-014|<who>]", "mine", "lists actions", readList, true),
  row("accept", "A1", "A1", "takes on an action you were asked to own", onlyRef, true),
  row("update", "A1 <text>", "A1 surveyor booked for Thursday", "says how it is going", refText, true),
  row("evidence", "A1 <text or link>", "A1 report filed as Q-2231", "submits what shows it is done", refText, true),
  row("show", "A1", "A1", "shows an action, or an escalation, as it stands", anyRef),
  row("history", "A1", "A1", "shows who did what, when", onlyRef),
  row("edit", "A1", "A1", "changes a draft", onlyRef),
  row("confirm", "A1", "A1", "turns a whole draft into an action", onlyRef),
  row("discard", "A1", "A1", "drops a draft", onlyRef),
  row("not-me", "A1", "A1", "sends an action back: you are not the right owner", onlyRef),
  row("sign-off", "A1", "A1", "accepts the evidence; never by the owner", onlyRef),
  row("return", "A1 because <why>", "A1 because the report has no date", "sends evidence back to the owner", refBecause),
  row("extend", "A1 to <when> because <why>", "A1 to 6 April because the surveyor is ill", "asks for a new date", refToBecause),
  row("reassign", "A1 to <who>", "A1 to @Hassan", "asks for a new owner", refToWho),
  row(
    "approve",
    "A1 [to <when>] because <why>",
    "A1 because the surveyor is booked",
    "agrees to what was asked, or sets a new date",
    anyToBecause("date"),
  ),
  row("decline", "A1 because <why>", "A1 because the repair cannot wait", "refuses what was asked", anyBecause),
  row("not-today", "A1", "A1", "puts it off, for you alone, to your next working day", onlyRef),
  row("away", "A1", "A1", "the owner outside chat is away: names their cover", onlyRef),
  row("send-to-cover", "A1", "A1", "from today that cover acts for the owner", onlyRef),
  row("block", "A1 because <why>", "A1 because there is no access to the flat", "says that something is in the way", refBecause),
  row("unblock", "A1", "A1", "says that it can go on", onlyRef),
  row("cancel", "A1 because <why>", "A1 because the tenancy has ended", "ends an action that is not needed", refBecause),
  row(
    "not-achieved",
    "A1 because <why>",
    "A1 because mediation was declined",
    "ends an action that was tried and did not work",
    refBecause,
  ),
  row("reopen", "A1 because <why>", "A1 because the leak came back", "opens an ended action again", refBecause),
  row("digest", "", "", "shows what is waiting for you now", nothing),
];
