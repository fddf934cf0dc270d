import { enableCompileCache } from "node:module";

// The only place that reads the environment and the clock.
try {
  process.loadEnvFile();
} catch {
  // No .env file: the environment alone decides.
}
// What was compiled at one start is there at the next: a command starts in half the time, and stays smaller.
enableCompileCache();
const { text } = await import("node:stream/consumers");
const { command } = await import("./cli/command.ts");
process.exitCode = await command(process.argv.slice(2), {
  env: process.env,
  realNow: () => new Date(),
  input: () => text(process.stdin),
  print: (line) => process.stdout.write(line.endsWith("\n") ? line : `${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
  untilStopped: () =>
    new Promise((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
    }),
});
// Nothing that is still open may keep a finished command alive.
process.exit();
