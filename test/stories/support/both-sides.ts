import { type Platform, SLACK_ROOM, TEAMS_ROOM } from "./platforms.ts";
import { peopleIn } from "./rehearsal.ts";
import { peopleInTeams } from "./rehearsal-teams.ts";

/** People of one case, each on the side where they are. `room` is the case's room there. */
export function bothSides(url: string, where: (who: string) => Platform) {
  const slack = peopleIn(url);
  const teams = peopleInTeams(url);
  const onSlack = (who: string): boolean => where(who) === "slack";

  return {
    slack,
    teams,
    clockTo: slack.clockTo,

    /** A command in the case's room, as each platform has it. */
    commands: (who: string, text: string): Promise<void> =>
      onSlack(who) ? slack.says(who, SLACK_ROOM, `/action ${text}`) : teams.says(who, TEAMS_ROOM, `@Followthrough ${text}`),

    /** A press on what was answered to their command: on Slack that is in the room, for them alone; on Teams in their own chat. */
    pressesAnswer: (who: string, label: string, ref: string): Promise<void> =>
      onSlack(who) ? slack.presses(who, SLACK_ROOM, label, ref) : teams.presses(who, "dm", label, ref),

    presses: (who: string, label: string, ref: string): Promise<void> =>
      onSlack(who) ? slack.presses(who, "dm", label, ref) : teams.presses(who, "dm", label, ref),

    fills: (who: string, answers: Record<string, string>): Promise<void> =>
      onSlack(who) ? slack.fills(who, answers) : teams.fills(who, "dm", answers),

    /** What they read in their own conversation with Followthrough. */
    reads: async (who: string): Promise<{ words: string; buttons: { label: string }[] }[]> =>
      onSlack(who) ? slack.reads(who, "dm") : teams.reads(who, "dm"),

    sees: (who: string, ...words: string[]): Promise<{ words: string; buttons: { label: string }[] }> =>
      onSlack(who) ? slack.sees(who, "dm", ...words) : teams.sees(who, "dm", ...words),

    /** The state card of an action in the case's rooms on both sides, once both say all of this. Connie is in both. */
    async inBothRooms(
      ...words: string[]
    ): Promise<{ slack: { id: string; words: string }; teams: { id: string; words: string } }> {
      const there = await slack.sees("connie", SLACK_ROOM, ...words);
      return { slack: { id: there.ts, words: there.words }, teams: await teams.sees("connie", TEAMS_ROOM, ...words) };
    },
  };
}

export type BothSides = ReturnType<typeof bothSides>;
