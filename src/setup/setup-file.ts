import type { z } from "zod";
import { crossChecks } from "./cross-checks.ts";
import { knownKeys, type Problem, problemLines, problemText, unknownName } from "./problem.ts";
import {
  CaseEntry,
  CaseLists,
  MemberEntry,
  OrganisationEntry,
  PersonEntry,
  PlaceEntry,
  ProviderEntry,
  RoleEntry,
  StepEntry,
  WholeFile,
} from "./schema.ts";
import { type Path, readYaml } from "./yaml.ts";

/** An entry and where it stands in the file, so that whoever finds it wrong later can still say where. */
export interface Located<Entry> {
  path: Path;
  entry: Entry;
}

export interface SetupCase {
  head: Located<CaseEntry>;
  places: Located<PlaceEntry>[];
  team: Located<MemberEntry>[];
  map: Located<RoleEntry>[];
  ladder: Located<StepEntry>[];
}

export interface SetupFile {
  provider: Located<ProviderEntry>;
  organisations: Located<OrganisationEntry>[];
  people: Located<PersonEntry>[];
  cases: SetupCase[];
}

export type SetupFileOutcome =
  | {
      kind: "read";
      setup: SetupFile;
      /** Says of entries that cannot be taken after all what is wrong, in the form of every other problem of the file. */
      refuse: (problems: Problem[]) => string[];
    }
  | { kind: "wrong"; lines: string[] };

/** Larger than any provider's set-up; a bigger file is not one. */
const MOST_BYTES = 2 * 1024 * 1024;

/**
 * Reads and checks a set-up file on its own; what the store says is not known here. Either everything is right, or every problem is
 * named (the first twenty) with its line, its field and one example. `name` is what the lines call the file.
 */
export function readSetupFile(name: string, text: string): SetupFileOutcome {
  if (Buffer.byteLength(text) > MOST_BYTES) return { kind: "wrong", lines: [`${name}: larger than 2 MB; not a set-up file`] };
  const yaml = readYaml(text);
  if (yaml.kind === "wrong") {
    const lines = problemLines(
      name,
      yaml.problems.map(({ line, message }) => ({ line, text: message })),
    );
    return { kind: "wrong", lines };
  }

  const refuse = (problems: Problem[]): string[] =>
    problemLines(
      name,
      problems.map((problem) => ({ line: yaml.lineOf(problem.path), text: problemText(problem) })),
    );
  const problems: Problem[] = [];
  const setup = readEntries(yaml.value, problems);
  if (setup) problems.push(...crossChecks(setup, yaml.value));
  if (problems.length > 0 || !setup?.provider) return { kind: "wrong", lines: refuse(problems) };
  return { kind: "read", setup: { ...setup, provider: setup.provider }, refuse };
}

/** The entries that are right in themselves; what is wrong with the others is added to `problems`. */
export type ReadableEntries = Omit<SetupFile, "provider"> & { provider: Located<ProviderEntry> | undefined };

function readEntries(value: unknown, problems: Problem[]): ReadableEntries | undefined {
  const whole = readEntry(WholeFile, value, [], problems)?.entry;
  if (!whole) return undefined;

  return {
    provider: readEntry(ProviderEntry, whole.provider, ["provider"], problems),
    organisations: readList(OrganisationEntry, whole.organisations, ["organisations"], problems),
    people: readList(PersonEntry, whole.people, ["people"], problems),
    cases: whole.cases.flatMap((item, index) => readCase(item, ["cases", index], problems) ?? []),
  };
}

/** The lists are read even where something else in the case is wrong, so that all of it is reported. */
function readCase(value: unknown, path: Path, problems: Problem[]): SetupCase | undefined {
  const head = readEntry(CaseEntry, value, path, problems);
  const lists = head?.entry ?? CaseLists.safeParse(value).data;
  if (!lists) return undefined;
  const parts = {
    places: readList(PlaceEntry, lists.places, [...path, "places"], problems),
    team: readList(MemberEntry, lists.team, [...path, "team"], problems),
    map: readList(RoleEntry, lists.map, [...path, "map"], problems),
    ladder: readList(StepEntry, lists.ladder, [...path, "ladder"], problems),
  };
  return head && { head, ...parts };
}

const readList = <Entry>(schema: z.ZodType<Entry>, list: unknown[], path: Path, problems: Problem[]): Located<Entry>[] =>
  list.flatMap((item, index) => readEntry(schema, item, [...path, index], problems) ?? []);

function readEntry<Entry>(schema: z.ZodType<Entry>, value: unknown, path: Path, problems: Problem[]): Located<Entry> | undefined {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return { path, entry: parsed.data };
  problems.push(...parsed.error.issues.flatMap((issue) => issueProblems(issue, path)));
  return undefined;
}

const TYPE_WORDS: Record<string, string> = {
  string: "must be text (put numbers and dates that are meant as text in quotes)",
  object: "must hold fields",
  array: "must be a list",
};

function issueProblems(issue: z.core.$ZodIssue, base: Path): Problem[] {
  const path = [...base, ...issue.path.map((step) => (typeof step === "number" ? step : String(step)))];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownName(key, "known here", knownKeys(path)) }));
  }
  if (issue.input === undefined && issue.code !== "custom") return [{ path, message: "missing" }];
  if (issue.code === "invalid_type") return [{ path, message: TYPE_WORDS[issue.expected] ?? `must be ${issue.expected}` }];
  if (issue.code === "invalid_value") return [{ path, message: `must be one of ${issue.values.join(", ")}` }];
  return [{ path, message: issue.message }];
}
