import { z } from "zod";
import { AUDIENCES, LEVELS } from "../core/case-file.ts";
import { CASE_REF } from "../core/command-fields.ts";
import { DECIDABLE, LADDER_CAUSES } from "../core/ladder.ts";
import { LIMIT } from "../core/limit.ts";
import { isDay, REGIONS } from "../core/working-day.ts";

// The form of each entry of a set-up file. What one entry alone can tell is checked here; whether entries fit together is checked
// in cross-checks.ts. Messages continue "people[2].slack.team: …", so they start in lower case and end without a full stop.

const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, "empty")
    .max(longest, `longer than ${longest} characters`)
    .regex(/^\P{Cc}*$/u, "must be one line, without control characters");
const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, "must be one word of letters, digits and hyphens");

const zone = z.string().refine(isTimeZone, "not a time zone");
const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day in quotes, "HH:MM"');
const hours = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'must be two times of day in quotes, "HH:MM-HH:MM"');
const limit = z.string().regex(LIMIT, "must be a number of working days (wd), hours (h) or minutes (m)");

/** A date may also come as a YAML timestamp, which is read as midnight UTC. */
const day = z
  .string()
  .transform((said) => said.replace(/T00:00:00\.000Z$/, ""))
  .pipe(z.string().refine(isDay, "not a day of the calendar"));

const slackTeam = z.string().regex(/^[TE][A-Z0-9_-]+$/, "must be the workspace's id, which starts with T");
const guid = z.guid("must be the id as Microsoft Entra shows it").transform((written) => written.toLowerCase());

export const ProviderEntry = z.strictObject({
  id,
  name: text(120),
  timeZone: zone.default("Europe/London"),
  region: z.enum(REGIONS).default("england"),
  digestTime: wallTime.refine((time) => time < "18:00", "must be before 18:00, after which no digest is sent").default("08:30"),
  escalateAt: wallTime.default("12:00"),
  quietHours: hours.optional(),
});
export type ProviderEntry = z.infer<typeof ProviderEntry>;

export const OrganisationEntry = z.strictObject({ id, name: text(120), kind: text(60) });
export type OrganisationEntry = z.infer<typeof OrganisationEntry>;

export const PersonEntry = z.strictObject({
  id,
  name: text(120),
  role: text(120),
  organisation: id,
  email: z.email("not an e-mail address").optional(),
  phone: z
    .string()
    .regex(/^\+?[0-9][0-9 ()-]{4,30}$/, "must be a telephone number in quotes")
    .optional(),
  timeZone: zone.optional(),
  quietHours: hours.optional(),
  slack: z
    .strictObject({
      team: slackTeam,
      user: z
        .string()
        .regex(/^[UW][A-Z0-9_-]+$/, "must be the member's id, which starts with U or W; a name or @mention is not enough"),
    })
    .optional(),
  teams: z.strictObject({ tenant: guid, user: guid }).optional(),
});
export type PersonEntry = z.infer<typeof PersonEntry>;

export const PlaceEntry = z
  .strictObject({
    slack: z
      .strictObject({
        team: slackTeam,
        channel: z
          .string()
          .regex(/^[CG][A-Z0-9_-]+$/, "must be the channel's id, which starts with C or G; its name is not enough"),
      })
      .optional(),
    teams: z
      .strictObject({
        tenant: guid,
        conversation: z.string().regex(/^[^\s;]+$/, "must be the channel's or chat's id, without ;messageid"),
      })
      .optional(),
    audience: z.enum(AUDIENCES),
  })
  .refine((place) => (place.slack === undefined) !== (place.teams === undefined), "must have one of slack and teams");
export type PlaceEntry = z.infer<typeof PlaceEntry>;

export const MemberEntry = z
  .strictObject({ person: id, level: z.enum(LEVELS), from: day.optional(), until: day.optional() })
  .refine((member) => inOrder(member.from, member.until), { path: ["until"], message: "ends before it begins" });
export type MemberEntry = z.infer<typeof MemberEntry>;

const CoverEntry = z
  .strictObject({ person: id, from: day.optional(), to: day.optional() })
  .refine((cover) => inOrder(cover.from, cover.to), { path: ["to"], message: "ends before it begins" });

export const RoleEntry = z.strictObject({
  role: text(120),
  organisation: id,
  person: id,
  issues: z.array(text(60)).default([]),
  signsOff: z.array(z.enum(["evidence"])).default([]),
  cover: z.array(CoverEntry).default([]),
});
export type RoleEntry = z.infer<typeof RoleEntry>;

export const StepEntry = z.strictObject({
  on: z.enum(LADDER_CAUSES).default("overdue"),
  after: limit,
  role: text(120),
  acknowledgeWithin: limit,
  mayDecide: z.array(z.enum(DECIDABLE)).default([...DECIDABLE]),
});
export type StepEntry = z.infer<typeof StepEntry>;

// The lists are read entry by entry, so that one wrong entry does not hide what is wrong in the others.
const list = z.array(z.unknown()).default([]);

export const CaseEntry = z.strictObject({
  ref: z.string().regex(CASE_REF, "must be capital letters, a hyphen and digits"),
  purpose: text(300),
  lead: id,
  region: z.enum(REGIONS).optional(),
  stabilising: z.boolean().default(false),
  protectedTerms: z.array(text(120).min(2, "too short to look for")).default([]),
  places: list,
  team: list,
  map: list,
  ladder: list,
});
/** The lists of a case of which something else may be wrong. */
export const CaseLists = CaseEntry.pick({ places: true, team: true, map: true, ladder: true }).strip();

export type CaseEntry = z.infer<typeof CaseEntry>;

export const WholeFile = z.strictObject({ provider: z.unknown(), organisations: list, people: list, cases: list });

function isTimeZone(name: string): boolean {
  // An offset such as +01:00 is accepted by Intl, but does not know when the clocks change.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function inOrder(first: string | undefined, last: string | undefined): boolean {
  return !first || !last || first <= last;
}
