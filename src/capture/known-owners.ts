import type { Platform } from "../core/person.ts";
import type { Known, Who } from "./who-words.ts";

/**
 * An owner as named, and whom of a case that can be: one, several who have to be asked about, or nobody. `everyone` and `the team` are
 * nobody, who never own anything (DOMAIN rule 1).
 */
export interface OwnerFound {
  said: string;
  who: Who[];
}

const MENTION = /^<@(?<platform>slack|teams)\/(?<workspace>[^/>]+)\/(?<user>[^/>]+)>$/;
const NOBODY =
  /^(?:all|everyone|everybody|we|us|both|(?:the )?(?:whole )?(?:team|group|meeting)|all (?:members|partners|present|of us))$/;
const TITLE = /^(?:the|mr|mrs|ms|miss|mx|dr|prof|professor|cllr|councillor|sir|rev|pc|ds|dc|nurse|sister) /;
const INITIALS = /^\p{L}{2,4}$/u;
const IN_BRACKETS = /\([^()]*\)/g;

/** Whom the owners of a draft are, among the people and roles of a case. */
export const knownOwners = (owners: string[], known: Known): OwnerFound[] =>
  owners.map((said) => ({ said, who: whoIs(said, known) }));

/** The first way of naming that fits anybody: mention, whole name or role, first or last name, initials, initials of a role. */
function whoIs(said: string, known: Known): Who[] {
  const mention = MENTION.exec(said.trim())?.groups;
  if (mention) return [{ kind: "mention", ...place(mention) }];
  const wanted = normal(said.replace(/^@/, ""));
  if (wanted === "" || NOBODY.test(wanted)) return [];
  const bare = wanted.replace(TITLE, "");
  for (const fits of [isWhole, isPart, hasInitials]) {
    const people = known.people.filter(({ names }) => names.some((name) => fits(normal(name), bare, said)));
    const roles = known.roles.filter(({ role }) => fits(normal(role), bare, said) && fits !== isPart);
    const found = [...roles.map(({ role, personId }): Who => ({ kind: "role", role, personId })), ...people.map(asPerson)];
    if (found.length > 0) return distinct(found);
  }
  return [];
}

const place = ({ platform, workspace = "", user = "" }: Record<string, string>) => ({
  platform: platform as Platform,
  workspace,
  user,
});
const asPerson = ({ id }: { id: string }): Who => ({ kind: "person", personId: id });

/** In small letters, without accents, brackets and full stops. */
const normal = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(IN_BRACKETS, " ")
    .replace(/[.’']/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();

const isWhole = (name: string, wanted: string): boolean => name === wanted;

/** `Harriet` and `Cole` for Harriet Cole, but not `Har`; and `Harriet C`. */
function isPart(name: string, wanted: string): boolean {
  const words = name.split(" ");
  const [first = "", last = "", ...more] = wanted.split(" ");
  if (last === "") return words.length > 1 && (words[0] === first || words.at(-1) === first);
  return more.length === 0 && words.length > 1 && words[0] === first && words.at(-1)?.[0] === last && last.length === 1;
}

/** `HC` for Harriet Cole, `HO` for the housing officer. In capitals as said: `it` is no initials. */
function hasInitials(name: string, wanted: string, said: string): boolean {
  if (!INITIALS.test(wanted) || said.replace(/[.@\s]/g, "").toLowerCase() !== wanted || !/^[@.\s\p{Lu}]+$/u.test(said))
    return false;
  return (
    name.includes(" ") &&
    name
      .split(/[ -]/)
      .map((word) => word[0])
      .join("") === wanted
  );
}

/** Each person once; who was named by role and by name counts as the role. */
function distinct(who: Who[]): Who[] {
  const ids = who.map((one) => ("personId" in one ? one.personId : ""));
  return who.filter((_, at) => ids.indexOf(ids[at] ?? "") === at);
}
