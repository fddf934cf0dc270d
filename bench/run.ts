import type { Figure } from "./figure.ts";

/** Every figure, or those of the modules named: `npm run bench -- cards`. Prints and never judges: exits 0 whatever they are. */
const modules = {
  capture: () => import("./capture.ts"),
  cards: () => import("./cards.ts"),
  delivery: () => import("./delivery.ts"),
  escalation: () => import("./escalation.ts"),
  planning: () => import("./planning.ts"),
  slack: () => import("./slack.ts"),
  start: () => import("./start.ts"),
  teams: () => import("./teams.ts"),
  thresholds: () => import("./thresholds.ts"),
};

const named = process.argv.slice(2);
for (const [name, load] of Object.entries(modules)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const { run } = await load();
  for (const figure of await run()) process.stdout.write(`${line(figure)}\n`);
}
// As at the end of a command: nothing that is still open may keep it alive.
process.exit();

function line(figure: Figure): string {
  const said =
    "ratio" in figure ? `${figure.ratio.toFixed(2)} x` : `${figure.value.toFixed(figure.unit === "s" ? 2 : 0)} ${figure.unit}`;
  const unit = "ratio" in figure ? "x" : figure.unit;
  const target = figure.target === undefined ? "no target" : `target ${`${figure.target} ${unit}`.padStart(7)}`;
  return `${figure.name.padEnd(44)} ${said.padStart(9)}  ${target.padEnd(14)}  ${figure.detail}`;
}
