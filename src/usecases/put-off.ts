import type { Day } from "../core/working-day.ts";
import { savePutOff } from "../store/put-off.ts";
import type { Asking, OpenAction } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { auditOf } from "./trail.ts";

/** **Not today**: for whoever pressed, and nobody else. Cover that presses puts it off for itself. */
export async function putOff(
  deps: Deps,
  asking: Asking,
  { action, file }: OpenAction,
  { until, coverFor }: { until: Day; coverFor: string | null },
): Promise<"saved" | "repeated"> {
  const before = action.putOff[asking.person.id];
  const audit = auditOf(asking, {
    ...{ verb: "not-today", result: "done", caseRef: file.ref, actionNumber: action.number, coverFor },
    before: before ? { putOff: before } : {},
    after: { putOff: until },
  });
  const { kind } = await savePutOff(deps.db, asking, { actionId: action.id, personId: asking.person.id, until, audit });
  if (kind === "repeated") return "repeated";
  deps.log.info({ ref: `${file.ref}/A${action.number}`, person: asking.person.id, verb: "not-today" }, "action put off");
  return "saved";
}
