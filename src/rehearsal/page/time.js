// @ts-check

/**
 * Dates and times as the cards write them: `Thu 11 March 2027`, `14:00`.
 *
 * @param {string} timeZone
 */
export function createTimes(timeZone) {
  const day = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", day: "numeric", month: "long", year: "numeric" });
  const time = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hour12: false });
  /** @param {Date} date */
  const dayLabel = (date) => {
    const part = Object.fromEntries(day.formatToParts(date).map(({ type, value }) => [type, value]));
    return `${part.weekday} ${part.day} ${part.month} ${part.year}`;
  };
  return {
    dayLabel,
    /** @param {Date} date */
    timeLabel: (date) => time.format(date),
  };
}

/** The moment that a Slack timestamp stands for. @param {string} ts */
export const momentOf = (ts) => new Date(Number(ts) * 1000);
