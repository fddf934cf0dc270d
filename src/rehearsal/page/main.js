// @ts-check

import { createClock } from "./clock.js";
import { hasAsked } from "./composer.js";
import { createHint } from "./hint.js";
import { onChange } from "./server.js";
import { createSlackColumn } from "./slack/column.js";
import { createState } from "./state.js";
import { createTabs } from "./tabs.js";
import { createTeamsColumn } from "./teams/column.js";

const state = createState(render);
const tabs = createTabs();
const clock = createClock();
const hint = createHint(state, { went: (platform) => tabs.show(platform, "chat") });

const slack = createSlackColumn(state.slack, {
  chosen: () => tabs.show("slack", "chat"),
  pressed: (message, label) => hint.pressed("slack", message, label),
  begins: () => state.get()?.teams === null,
});
const teams = createTeamsColumn(state.teams, {
  chosen: () => tabs.show("teams", "chat"),
  pressed: (message, label) => hint.pressed("teams", message, label),
  begins: () => true,
});

let isFirst = true;

function render() {
  const now = state.get();
  if (!now) return;
  // A newcomer begins where the first line to send is.
  if (isFirst) tabs.show(now.teams && !hasAsked() && !location.hash ? "teams" : "slack", "chat");
  isFirst = false;
  tabs.render(now);
  clock.render(now.clock);
  // Before the messages: what the hint leaves decides where their end is.
  hint.render();
  slack.render();
  teams.render();
}

onChange(state.refresh);
document.addEventListener("visibilitychange", render);
