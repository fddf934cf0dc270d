import { readFileSync } from "node:fs";
import { type CardData, compileTemplate } from "../src/cards/bind.ts";
import type { AdaptiveCard } from "../src/cards/card.ts";
import { join, mention } from "../src/cards/markup.ts";
import { renderMessage } from "../src/slack/render.ts";
import { fastest } from "./fastest.ts";
import type { Figure } from "./figure.ts";

const ROWS = 25;
const RUNS = 200;
const ROUNDS = 15;

/** What one digest costs, as a multiple of only reading the same card's JSON. */
export function run(): Promise<Figure[]> {
  const template: unknown = JSON.parse(readFileSync(new URL("../cards/digest.json", import.meta.url), "utf8"));
  const fill = compileTemplate(template);
  const data = digestData();
  const card = fill(data);
  const source = JSON.stringify(card);
  const pagesOf = (content: AdaptiveCard) =>
    renderMessage({ template: "digest", content, mentions }, { workspace: "T0001" }).pages;
  const drawn = pagesOf(card);

  const [reading = 1, filling = 0, writing = 0, both = 0] = fastest({ rounds: ROUNDS, runs: RUNS }, [
    () => (JSON.parse(source) as AdaptiveCard).body.length,
    () => fill(data).body.length,
    () => JSON.stringify(card).length + JSON.stringify(drawn).length,
    () => {
      const content = fill(data);
      return JSON.stringify(content).length + JSON.stringify(pagesOf(content)).length;
    },
  ]);
  const size = `${ROWS} rows, ${source.length} characters, read in ${inMicroseconds(reading)}`;
  return Promise.resolve([
    {
      name: "fill, draw for Slack, write both / read it",
      ratio: both / reading,
      // 0.4 of the speed at which the card is read. Writing both as JSON is about 1 of this by itself.
      target: 2.5,
      detail: `${size}; ${inMicroseconds(both)} in all, of which filling ${inMicroseconds(filling)}, writing ${inMicroseconds(writing)}`,
    },
  ]);
}

const mentions = { priya: { name: "Priya", ids: [{ platform: "slack" as const, workspace: "T0001", user: "U0001" }] } };

function digestData(): CardData {
  const rows = Array.from({ length: ROWS }, (_, index) => ({
    title: `C-014/A${index + 1} · Pipe lagging and wall survey`,
    detail: join(["Overdue by 2 working days · was due Thu 25 March 2027 · asked by", mention("priya")]),
    isOne: true,
    buttons: [{ button: "Submit evidence", command: { do: "evidence", ref: `C-014/A${index + 1}`, seen: 3 } }],
  }));
  return {
    title: "Your actions · Thu 25 March 2027",
    status: "25 overdue",
    groups: [{ heading: "Overdue", rows }],
    why: ["You are cover for Priya until Fri 12 March."],
  };
}

const inMicroseconds = (milliseconds: number): string => `${Math.round((milliseconds / RUNS) * 1000)} µs`;
