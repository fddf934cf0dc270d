/** What stabilisation begins with where nothing else is said (SCENARIOS 3): when partners hear of each day, and when it may end. */
export const DAILY_AT = "16:30";
export const STEP_DOWN =
  "5 full days without an incident, all critical actions signed off, and agreement of manager and mental health lead";
