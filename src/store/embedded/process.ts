import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * What tells a process from a later one with the same id: when it began. Ids are used again soon in containers, where the third
 * process of every run has the same one.
 *
 * @returns null where no such process runs
 */
export async function startOf(pid: number): Promise<string | null> {
  if (process.platform !== "linux") return ps(pid, "lstart=");
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  // The second field is the program's name, which may hold spaces and brackets; the rest is after its last bracket.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, startedAt] = [fields?.[0], fields?.[19]];
  return !startedAt || state === "Z" ? null : startedAt;
}

/** The command line of a process, or "" where none runs. */
export async function commandOf(pid: number): Promise<string> {
  if (process.platform !== "linux") return (await ps(pid, "command=")) ?? "";
  const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return line.replaceAll("\0", " ");
}

async function ps(pid: number, column: string): Promise<string | null> {
  const shown = await run("ps", ["-o", column, "-p", String(pid)]).catch(() => null);
  return shown?.stdout.trim() || null;
}
