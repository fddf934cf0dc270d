import { type CaptureContext, capture } from "../../../src/capture/capture.ts";
import { bankHolidays } from "../../../src/core/bank-holidays.ts";

/** Thu 11 March 2027, 14:00, in England, with the next MDT on 13 April. */
export const meeting: CaptureContext = {
  now: new Date("2027-03-11T14:00:00Z"),
  calendar: { timeZone: "Europe/London", region: "england", holidays: bankHolidays("england") },
  nextMeeting: "2027-04-13",
};

/** Each draft as `owners | due or ?words | text`, so that a table of cases stays one line a case. */
export function drafts(text: string, context: Partial<CaptureContext> = {}): string[] {
  return capture(text, { ...meeting, ...context }).map(({ owners, when, text }) => {
    const due = when && (when.kind === "due" || when.kind === "far") ? when.due.day : when ? `?${when.words}` : "";
    return `${owners.join(", ")} | ${due} | ${text}`;
  });
}
