import { anyBecause, anyRef, anyText, anyToBecause, type Form, mdt, refBecause, row } from "./form-row.ts";

/** What people type to take a matter higher, and to answer one that was taken to them. */
export const ESCALATION_FORMS: Form[] = [
  row("escalate", "A1 because <why>", "A1 because nobody answers", "takes it to whoever is named on the ladder", refBecause),
  row("acknowledge", "A1", "A1", "says that you have seen an escalation and will decide", anyRef),
  row(
    "pass-on",
    "A1 to <who> because <why>",
    "A1 to @Connie because the spend is hers to agree",
    "hands an escalation to somebody else to decide",
    anyToBecause("who"),
  ),
  mdt("stabilise", "stabilise", {
    form: "E1 end because <why>",
    example: "E1 end because five days without an incident",
    does: "ends the stabilisation that was decided there",
    read: (rest) => {
      const [, ref = "", why = ""] = /^(\S+)\s+end\b(.*)$/is.exec(rest) ?? [];
      const read = anyBecause(`${ref}${why}`);
      return ref && read ? { ...read, end: true } : undefined;
    },
  }),
  mdt("stabilise", "stabilise", {
    form: "E1 because <why>",
    example: "E1 because three incidents in four days",
    does: "opens the form that starts stabilisation, where an escalation asks you to decide it",
    read: anyBecause,
  }),
  mdt("review", "review", {
    form: "E1 <text>",
    example: "E1 keep watching; evening routine adjusted",
    does: "records the review that an escalation asks you for",
    read: anyText,
  }),
];
