import { readFileSync } from "node:fs";
import type { Command } from "../core/command.ts";
import { type CardData, compileTemplate } from "./bind.ts";
import type { AdaptiveCard, Card } from "./card.ts";
import type { Telling } from "./telling.ts";

/** The files in cards/, one a card. A test holds the folder to this list. */
export const TEMPLATES = [
  "action",
  "chase",
  "contact-away",
  "digest",
  "digest-setting",
  "draft",
  "drafts",
  "escalation",
  "escalation-line",
  "escalation-report",
  "evidence-in",
  "form-approve",
  "form-assign",
  "form-block",
  "form-cancel",
  "form-decline",
  "form-edit",
  "form-escalate",
  "form-evidence",
  "form-extend",
  "form-ladder",
  "form-incident",
  "form-not-achieved",
  "form-pass-on",
  "form-reassign",
  "form-reopen",
  "form-return",
  "form-review",
  "form-set-digest",
  "form-stabilise",
  "form-take-leave",
  "form-threshold-draft",
  "form-threshold-keep",
  "form-threshold-retire",
  "form-update",
  "help",
  "history",
  "home",
  "ladder",
  "incident",
  "incidents",
  "leave",
  "leave-uncovered",
  "list",
  "message",
  "owner-left",
  "proposed",
  "reminder",
  "reminders",
  "request",
  "room-digest",
  "room-line",
  "silence",
  "threshold",
  "threshold-review",
  "undelivered",
  "weekly",
] as const;
export type TemplateName = (typeof TEMPLATES)[number];

// Read when the service starts, so that a broken template stops the start and not somebody's answer.
const compiled = new Map<TemplateName, (data: CardData) => AdaptiveCard>(
  TEMPLATES.map((name) => [
    name,
    compileTemplate(JSON.parse(readFileSync(new URL(`../../cards/${name}.json`, import.meta.url), "utf8"))),
  ]),
);

/**
 * A template filled with what is to be said, and the people whom the telling has named so far: fill last. `shows` is what shows the card
 * again; without it nothing does.
 */
export function fillCard(template: TemplateName, data: CardData, telling: Pick<Telling, "mentions">, shows?: Command): Card {
  const fill = compiled.get(template);
  if (!fill) throw new Error(`no card template ${template}`);
  return { template, content: fill(data), mentions: telling.mentions, ...(shows && { shows }) };
}
