/** What became of an action, for somebody whom it concerns. */
export type Told =
  | "not-me"
  /** `by` has said what was missing from the draft of what they said, or that it is no action. */
  | "completed"
  | "no-action"
  | "signed-off"
  | "returned"
  | "not-achieved"
  | "cancelled"
  | "reopened"
  | "blocked"
  | "unblocked"
  | "owner-changed"
  | "date-changed"
  /** `by` could not be reached with what they were asked. */
  | "not-delivered";
