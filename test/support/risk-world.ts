import { importSetup } from "../../src/usecases/import-setup.ts";
import { london } from "./builders.ts";
import { aWorld, type Seen, type World } from "./world.ts";

/**
 * C-032, as C-031 of the mental-health scenario, on top of WORLD_SETUP. Dana leads, Owen covers her at any time. Sam records incidents at
 * care level; Mo and Connie read titles and dates, and agree to the thresholds; Olu is on the ladder. Gita is outside chat. Val sees the
 * case at coordination level and has no part in it.
 */
const RISK_SETUP = `
provider: { id: harbour, name: Harbour Autism Services, timeZone: Europe/London, region: england }
organisations:
  - { id: provider, name: Harbour Autism Services, kind: provider }
  - { id: trust, name: Harbour NHS Trust, kind: NHS trust }
  - { id: icb, name: Harbour ICB, kind: ICB }
people:
  - { id: dana, name: Dana, role: Service manager, organisation: provider, slack: { team: T0001, user: U-DANA } }
  - { id: owen, name: Owen, role: On-call manager, organisation: provider, slack: { team: T0001, user: U-OWEN } }
  - { id: sam, name: Sam, role: Senior support worker, organisation: provider, slack: { team: T0001, user: U-SAM } }
  - { id: olu, name: Olu, role: Operations director, organisation: provider, slack: { team: T0001, user: U-OLU } }
  - { id: mo, name: Mo, role: Mental health team lead, organisation: trust, slack: { team: T0001, user: U-MO } }
  - { id: connie, name: Connie, role: Commissioner, organisation: icb, slack: { team: T0001, user: U-CONNIE } }
  - { id: gita, name: Gita, role: GP, organisation: icb }
  - { id: val, name: Val, role: Volunteer, organisation: icb, slack: { team: T0001, user: U-VAL } }
cases:
  - ref: C-032
    purpose: Mental health
    lead: dana
    protectedTerms: ["Robin Example"]
    places:
      - { slack: { team: T0001, channel: C-RISK }, audience: case }
      - { slack: { team: T0001, channel: C-MIXED }, audience: mixed }
    team:
      - { person: dana, level: restricted }
      - { person: owen, level: restricted }
      - { person: sam, level: care }
      - { person: olu, level: restricted }
      - { person: mo, level: coordination }
      - { person: connie, level: coordination }
      - { person: val, level: coordination }
    map:
      - { role: Service manager, organisation: provider, person: dana, signsOff: [evidence], cover: [{ person: owen }] }
      - { role: Mental health team lead, organisation: trust, person: mo }
      - { role: Commissioner, organisation: icb, person: connie }
      - { role: Operations director, organisation: provider, person: olu }
      - { role: GP, organisation: icb, person: gita }
    ladder:
      - { after: 2wd, role: Commissioner, acknowledgeWithin: 1wd }
      - { after: 4wd, role: Operations director, acknowledgeWithin: 1wd }
`;

export const T1 = "T1: 2 self-harm without injury in 7d: review by Service manager within 1wd";
export const T2 = "T2: 3 self-harm in 7d, or any self-harm with injury: stabilisation decision by Service manager within 2h";
export const T3 = "T3: request unacknowledged 4h during T2: escalation to Commissioner within 4h";
export const T4 = "T4: action overdue 4h during T2: escalation to Operations director within 4h";
export const AGREED = [T1, T2, T3, T4].join("\n");

/** Wed 5 May 2027, 10:00. */
export const AGREEMENT = london("2027-05-05", "10:00");

export async function aRiskWorld(): Promise<World> {
  const world = await aWorld();
  const imported = await importSetup(world.deps, { name: "risk.yaml", text: RISK_SETUP }, { dryRun: false });
  if (imported.kind === "refused") throw new Error(imported.lines.join("\n"));
  world.at(AGREEMENT);
  return world;
}

/** Drafts what the next version is to be, as Dana does in the form. */
export const draft = (world: World, text: string, more: { signatories?: string; reason?: string } = {}): Promise<Seen> =>
  world.press("dana", "dm", { do: "threshold-draft", case: "C-032", text, ...more });

export const agree = (world: World, person: string, version: number, revision?: number): Promise<Seen> =>
  world.press(
    person,
    "dm",
    { do: "threshold-agree", case: "C-032", version, ...(revision && { revision }) },
    { pressed: { conversation: `D-${person.toUpperCase()}`, message: "m1", readBy: "one" } },
  );

/** The scenario's thresholds, agreed to by Dana, Mo and Connie. */
export async function agreed(world: World, text = AGREED): Promise<void> {
  await draft(world, text, { signatories: "Dana, Mo and Connie" });
  for (const person of ["dana", "mo", "connie"]) await agree(world, person, 1);
  const inForce = await world.db.threshold.findFirst({ where: { version: 1 } });
  if (!inForce?.agreedAt) throw new Error("the thresholds are not in force");
  await world.forget();
}

/** Recorded as it happens. */
export function incident(world: World, at: Date, words = "self-harm injury none", person = "sam"): Promise<Seen> {
  world.at(at);
  const [category = "", ...rest] = words.split(" ");
  const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "Europe/London" }).format(at);
  return world.mdt(person, "dm", `incident C-032 ${category} at ${time} ${rest.join(" ")}`);
}

/** Nothing has happened yet and nothing is agreed: what the store lets nobody change is emptied all the same. */
export async function unrecorded({ db }: World): Promise<void> {
  const kept = ["escalation_event", "firing"];
  const others = ["escalation_card", "escalation", "threshold_review", "cluster", "incident", "threshold", "notice"];
  for (const table of kept) await db.$executeRawUnsafe(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  for (const table of [...kept, ...others]) await db.$executeRawUnsafe(`DELETE FROM ${table}`);
  for (const table of kept) await db.$executeRawUnsafe(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  await db.$executeRaw`DELETE FROM agenda WHERE kind IN ('threshold', 'escalation')`;
}
