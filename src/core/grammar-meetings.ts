import { type Form, mdt, ofCase } from "./form-row.ts";

/** What people type about meetings, all of it behind `mdt`. The first row that can read what follows does. */

type Fields = Record<string, string | number>;
type Read = (rest: string) => Fields | undefined;

/** A word after the verb, and the case on either side of it: `start C-014`, `C-014 start`. */
const after = (keyword: RegExp, read: Read): Read =>
  ofCase((said) => {
    const match = new RegExp(`^(?:${keyword.source})(?=\\s|$)`, "i").exec(said);
    return match ? ofCase(read)(said.slice(match[0].length).trim()) : undefined;
  });

const fields =
  (pattern: RegExp, make: (said: Record<string, string | undefined>) => Record<string, string | number | undefined>) =>
  (rest: string): Fields | undefined => {
    const said = pattern.exec(rest)?.groups;
    if (!said) return undefined;
    return Object.fromEntries(Object.entries(make(said)).filter(([, value]) => value !== undefined && value !== "")) as Fields;
  };

/** `M1`, or nothing. */
const meeting = fields(/^(?:M(?<number>\d{1,6}))?$/i, ({ number }) => ({ meeting: number && Number(number) }));

/** The same, and when it ended, as far as words: `M1 at 15:05`. */
const ending = fields(/^(?:M(?<number>\d{1,6})(?=\s|$))?\s*(?<at>.*)$/is, ({ number, at }) => ({
  ...{ meeting: number && Number(number), at },
}));

const starting: Read = (rest) => {
  const type = /(?:^|\s)type\s+(\w+)(?=\s|$)/i.exec(rest);
  const left = type ? `${rest.slice(0, type.index)} ${rest.slice(type.index + type[0].length)}`.trim() : rest;
  const chair = /^(?:chair(?:ed\s+by)?\s+(?<who>.+))?$/is.exec(left);
  if (!chair) return undefined;
  const who = chair.groups?.who?.trim();
  return { ...(who && { who }), ...(type?.[1] && { type: type[1].toLowerCase() }) };
};

const marking =
  (how: "here" | "part" | "apologies"): Read =>
  (rest) =>
    rest === "" ? undefined : { [how]: rest };

export const MEETING_FORMS: Form[] = [
  mdt(
    "meeting",
    "meeting-start",
    {
      form: "start [C-014] [chair <who>] [type rapid]",
      example: "start C-014 chair me",
      does: "starts a meeting: the roll, the previous actions and what is open",
      read: after(/start/, starting),
    },
    true,
  ),
  mdt(
    "meeting",
    "meeting-end",
    {
      form: "end [C-014] [at <time> <day>]",
      example: "end C-014 at 15:05",
      does: "ends it, once nothing is missing; with a time, where it had ended before",
      read: after(/end(?:ed)?/, ending),
    },
    true,
  ),
  mdt("meeting", "meeting-roll", {
    form: "roll [C-014]",
    example: "roll C-014",
    does: "opens a form to say who is there",
    read: after(/roll/, meeting),
  }),
  mdt("meeting", "meeting-roll", {
    form: "here [C-014] <who>, <who>",
    example: "here C-014 Harriet, Carl",
    does: "says who is there",
    read: after(/here/, marking("here")),
  }),
  mdt("meeting", "meeting-roll", {
    form: "part [C-014] <who>",
    example: "part C-014 Hassan",
    does: "says who is there for part of it",
    read: after(/part/, marking("part")),
  }),
  mdt("meeting", "meeting-roll", {
    form: "apologies [C-014] <who>",
    example: "apologies C-014 Connie",
    does: "says who has sent apologies",
    read: after(/apologies/, marking("apologies")),
  }),
  mdt("meeting", "no-actions", {
    form: "no-actions [C-014] because <why>",
    example: "no-actions C-014 because everything agreed is done",
    does: "records why no actions are needed",
    read: after(
      /no[- ]actions/,
      fields(/^(?:because\s+(?<reason>.+))?$/is, ({ reason }) => ({ reason })),
    ),
  }),
  mdt("meeting", "still-going", {
    form: "still-going [C-014]",
    example: "still-going C-014",
    does: "says that a long meeting goes on",
    read: after(/still[- ]going/, meeting),
  }),
  mdt("meeting", "meeting", {
    form: "[C-014] [M1]",
    example: "C-014",
    does: "shows the open meeting, or one that has ended, and what is missing",
    read: ofCase(meeting),
  }),
  mdt(
    "decision",
    "decision",
    {
      form: "[C-014] <what> [by <who>]",
      example: "C-014 the flat gets new door seals by Hassan",
      does: "records a decision of the meeting",
      read: ofCase((rest) => (rest === "" ? {} : { words: rest })),
    },
    true,
  ),
  mdt(
    "follow-up",
    "follow-up",
    {
      form: "[C-014] <when>",
      example: "C-014 Tuesday 13 April",
      does: "sets the day on which what was agreed is looked at again",
      read: ofCase((rest) => (rest === "" ? {} : { date: rest })),
    },
    true,
  ),
];
