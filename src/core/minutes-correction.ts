import type { CaseFile } from "./case-file.ts";
import { type MinutesBody, type MinutesDecision, type MinutesPerson, personIn } from "./minutes.ts";
import { normalName } from "./person.ts";

/** The decisions of minutes in words, one a line, as a form holds them: `Quayside Homes pays for the survey. — by Hassan`. */
export function decisionsInWords({ decisions }: Pick<MinutesBody, "decisions">): string {
  const people = new Map(decisions.map(({ by }) => [by.id, by]));
  const isAlone = ({ id, name }: MinutesPerson): boolean =>
    [...people.values()].every((other) => other.id === id || normalName(other.name) !== normalName(name));
  return decisions.map(({ text, by }) => `${oneLine(text)} — by ${isAlone(by) ? by.name : `${by.name}, ${by.role}`}`).join("\n");
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/**
 * The same read back. A line that is as it was keeps whose decision it is; so does the line in the same place, where none was added or
 * taken away. Of any other it has to be said: nobody is ever guessed.
 */
export function readDecisions(
  said: string,
  { decisions, ...body }: MinutesBody,
  file: CaseFile,
): { decisions: MinutesDecision[] } | { wrong: string } {
  const lines = said
    .split("\n")
    .map(oneLine)
    .filter((line) => line !== "");
  const known = [body.chair, ...body.attendees.map(({ person }) => person), ...decisions.map(({ by }) => by)];
  const people = [...known, ...Object.keys(file.people).map((id) => personIn(file, id))];
  const read: MinutesDecision[] = [];
  for (const [at, line] of lines.entries()) {
    const { text, who } = parted(line);
    const before =
      decisions.find((each) => oneLine(each.text) === text) ?? (lines.length === decisions.length ? decisions[at] : undefined);
    const by = who === null ? before?.by : named(who, before?.by, people);
    if (text === "" || !by) return { wrong: `line ${at + 1} has to say who decided it, at its end: — by ${body.chair.name}.` };
    read.push({ text: before && oneLine(before.text) === text ? before.text : text, by });
  }
  return { decisions: read };
}

function parted(line: string): { text: string; who: string | null } {
  const found = /^(?<text>.*?)\s*[—–]\s*by\s+(?<who>[^—–]+?)\.?$/i.exec(line)?.groups;
  return found ? { text: found.text ?? "", who: found.who ?? "" } : { text: line, who: null };
}

/** By name, by name and role, or by a role that one of them alone has. Whoever it was before comes first. */
function named(who: string, before: MinutesPerson | undefined, people: MinutesPerson[]): MinutesPerson | undefined {
  const isMeant = ({ name, role }: MinutesPerson): boolean =>
    [name, `${name}, ${role}`, `${name} (${role})`, role].some((each) => normalName(each) === normalName(who));
  if (before && isMeant(before)) return before;
  const ids = [...new Set(people.filter(isMeant).map(({ id }) => id))];
  return ids.length === 1 ? people.find(({ id }) => id === ids[0]) : undefined;
}
