import { command } from "../../src/cli/command.ts";

export interface Ran {
  code: number;
  printed: string[];
  complained: string[];
}

/** Runs a command in this process, as main.ts would, and hands back what it said. */
export async function run(
  argv: string[],
  env: Record<string, string>,
  {
    realNow = () => new Date(),
    untilStopped = async () => {},
    input = "",
  }: { realNow?: () => Date; untilStopped?: () => Promise<void>; input?: string } = {},
): Promise<Ran> {
  const printed: string[] = [];
  const complained: string[] = [];
  const code = await command(argv, {
    env: { LOG_LEVEL: "silent", ...env },
    realNow,
    input: async () => input,
    print: (line) => void printed.push(line),
    complain: (line) => void complained.push(line),
    untilStopped,
  });
  return { code, printed, complained };
}
