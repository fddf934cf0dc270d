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
 * The same read back. A line with the words of a decision that was issued keeps whose it was; of any other words it has to be said. Where a
 * line stands tells nothing: lines are moved, split and merged, and nobody is ever guessed.
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
    const unsaid = issuedAs(line, decisions);
    const { text, who } = unsaid.length > 0 ? { text: line, who: null } : parted(line);
    const issued = unsaid.length > 0 ? unsaid : issuedAs(text, decisions);
    const makers = issued.map(({ by }) => by);
    const by = who === null ? onlyOne(makers) : (onlyOne(makers.filter(isCalled(who))) ?? onlyOne(people.filter(isCalled(who))));
    if (text === "" || !by) return { wrong: whose(at + 1, who, body.chair) };
    const before = issued.find((each) => each.by.id === by.id) ?? issued[0];
    read.push({ text: before?.text ?? text, by, ...(before?.recorded && { recorded: before.recorded }) });
  }
  return { decisions: read };
}

const issuedAs = (words: string, decisions: MinutesDecision[]): MinutesDecision[] =>
  decisions.filter(({ text }) => oneLine(text) === words);

const whose = (line: number, who: string | null, { name }: MinutesPerson): string =>
  who === null
    ? `whose decision is line ${line}? Its words are new. Say who decided it at its end, for example: — by ${name}`
    : `whose decision is line ${line}? Nobody on this case, or more than one, is called that. For example: — by ${name}`;

/** What stands after the last dash with `by` is who; people type a hyphen where they have no dash. */
function parted(line: string): { text: string; who: string | null } {
  const found = /^(?<text>.*)(?:[—–]|(?<=\s)--?)\s*by\s+(?<who>\S.*?)\.?$/i.exec(line)?.groups;
  return found ? { text: (found.text ?? "").trim(), who: found.who ?? "" } : { text: line, who: null };
}

/** By name, by name and role, or by a role that one of them alone has. */
const isCalled =
  (who: string) =>
  ({ name, role }: MinutesPerson): boolean =>
    [name, `${name}, ${role}`, `${name} (${role})`, role].some((each) => normalName(each) === normalName(who));

const onlyOne = (people: MinutesPerson[]): MinutesPerson | undefined =>
  new Set(people.map(({ id }) => id)).size === 1 ? people[0] : undefined;
