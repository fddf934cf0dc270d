import { type Form, mdt, nothing } from "./form-row.ts";

/** What people type about themselves: their digest, their leave, the cases they lead. */

const without = (fields: Record<string, string | undefined>) =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([field, said]) => [field, said?.trim()])
      .filter(([, said]) => said),
  );

/** `off`, `time 09:15`, each also `for @who`: that is refused, and not met with a form. */
const setting = (pattern: string, field: string) => {
  const form = new RegExp(`^${pattern}(?:\\s+for\\s+(.+))?$`, "is");
  return (rest: string) => {
    const match = form.exec(rest);
    return match ? without({ [field]: field === "state" ? match[1]?.toLowerCase() : match[1], who: match[2] }) : undefined;
  };
};

const LEAVE_DAYS = /^(?:from\b\s*)?(.*?)(?:(?:^|\s+)(?:to|until|till|-|–)\s+(.*?))?(?:(?:^|\s+)cover(?:ed by)?\s+(.+))?$/is;

function readLeave(rest: string) {
  const match = LEAVE_DAYS.exec(rest);
  return match && rest !== "" ? without({ date: match[1], until: match[2], who: match[3] }) : undefined;
}

const CANCEL_LEAVE = /^cancel(?:\s+(?:from|on)?\s*(.+))?$/is;

function readCancelLeave(rest: string) {
  const match = CANCEL_LEAVE.exec(rest);
  return match ? without({ date: match[1] }) : undefined;
}

export const OWN_FORMS: Form[] = [
  mdt("digest", "digest-setting", { form: "", example: "", does: "shows how your daily digest is set", read: nothing }, true),
  mdt(
    "digest",
    "set-digest",
    {
      form: "on|off",
      example: "off",
      does: "turns your daily digest on or off; reminders still come",
      read: setting("(on|off)", "state"),
    },
    true,
  ),
  mdt("digest", "set-digest", {
    form: "time <time>",
    example: "time 09:15",
    does: "says when your digest comes; before 18:00",
    read: setting("(?:time|at)(?:\\s+(?!for\\s)(.+?))?", "time"),
  }),
  mdt("digest", "set-digest", {
    form: "weekdays <days>",
    example: "weekdays mon-fri",
    does: "says on which days you work",
    read: setting("(?:weekdays|days)(?:\\s+(?!for\\s)(.+?))?", "weekdays"),
  }),
  mdt("weekly", "weekly", {
    form: "",
    example: "",
    does: "shows the summary of the cases that you lead, as it is now",
    read: nothing,
  }),
  mdt("leave", "leave", { form: "", example: "", does: "shows your leave", read: nothing }, true),
  mdt("leave", "cancel-leave", {
    form: "cancel [from <when>]",
    example: "cancel",
    does: "takes your leave back",
    read: readCancelLeave,
  }),
  mdt(
    "leave",
    "take-leave",
    {
      form: "from <when> to <when> [cover <who>]",
      example: "from 19 April to 30 April cover @Leah",
      does: "says when you are away, and who stands in for you",
      read: readLeave,
    },
    true,
  ),
];
