// @ts-check

import { byId } from "./element.js";
import { jump } from "./server.js";
import { createTimes } from "./time.js";

const TICK_MS = 1000;

/** @param {number} sent */
const sentLabel = (sent) => {
  if (sent === 0) return "Nothing had to be said.";
  return `${sent} ${sent === 1 ? "message" : "messages"} sent`;
};

/** The bar on top: the rehearsal's time, three ways forward, and what the last one caused. */
export function createClock() {
  const shown = byId("clock-now", HTMLTimeElement);
  const news = byId("clock-news", HTMLParagraphElement);
  const buttons = /** @type {HTMLButtonElement[]} */ ([...document.querySelectorAll("[data-jump]")]);
  /** @type {{ now: number, at: number, timeZone: string } | null} */
  let told = null;
  let moving = false;

  function tick() {
    if (!told) return;
    const now = new Date(told.now + performance.now() - told.at);
    const times = createTimes(told.timeZone);
    const label = `${times.dayLabel(now)}, ${times.timeLabel(now)}`;
    if (shown.textContent === label) return;
    shown.textContent = label;
    shown.dateTime = now.toISOString();
  }

  /** @param {string} how */
  async function move(how) {
    if (moving) return;
    moving = true;
    for (const button of buttons) button.setAttribute("aria-disabled", "true");
    news.textContent = "Moving the clock…";
    const moved = await jump(how);
    if (told && moved.now) told = { ...told, now: Date.parse(moved.now), at: performance.now() };
    tick();
    news.textContent = moved.error ?? sentLabel(moved.sent ?? 0);
    for (const button of buttons) button.removeAttribute("aria-disabled");
    moving = false;
  }

  for (const button of buttons) button.addEventListener("click", () => move(button.dataset.jump ?? ""));
  setInterval(tick, TICK_MS);

  return {
    /** @param {import("./state.js").State["clock"]} clock */
    render(clock) {
      told = { now: Date.parse(clock.now), at: performance.now(), timeZone: clock.timeZone };
      tick();
      if (!moving && clock.lastMove && !news.textContent) news.textContent = sentLabel(clock.lastMove.sent);
    },
  };
}
