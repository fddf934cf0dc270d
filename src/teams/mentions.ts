import type { Mentions } from "../cards/card.ts";

/** How Teams is told whom an `<at>…</at>` in a card means. A type, not an interface: it goes into card JSON. */
export type MentionEntity = { type: "mention"; text: string; mentioned: { id: string; name: string } };

/** The people of a card whom this tenant knows, by person id. */
export type Roster = ReadonlyMap<string, MentionEntity>;

/**
 * Whom the card can mention in this tenant. Teams finds the person by the text alone, so two of one name get different texts
 * (`Harriet`, `Harriet 2`); what people read is the name that each entity carries.
 */
export function rosterOf(mentions: Mentions, tenant: string): Roster {
  const roster = new Map<string, MentionEntity>();
  const taken = new Set<string>();
  for (const [personId, { name, ids }] of Object.entries(mentions)) {
    const id = ids.find(({ platform, workspace }) => platform === "teams" && workspace.toLowerCase() === tenant.toLowerCase());
    if (!id) continue;
    const label = free(plainLabel(name), taken);
    taken.add(label.toLowerCase());
    roster.set(personId, { type: "mention", text: `<at>${label}</at>`, mentioned: { id: id.user, name } });
  }
  return roster;
}

/** What is markup to Teams cannot stand in the text of a mention, and cannot be escaped there either. */
const plainLabel = (name: string): string =>
  name
    .replace(/[\\`*_[\]<>~&{}]/g, " ")
    .replace(/\s+/g, " ")
    .trim() || "somebody";

function free(label: string, taken: ReadonlySet<string>): string {
  let candidate = label;
  for (let number = 2; taken.has(candidate.toLowerCase()); number++) candidate = `${label} ${number}`;
  return candidate;
}
