/** Teams' limits. Past the first it refuses the message; people past the second see what the message itself was brought up to. */
export const LIMITS = {
  /** A whole message, in bytes of JSON. Microsoft says about 80 KB. */
  message: 80_000,
  /** What stands around the card in a message: addresses, ids, the summary. */
  envelope: 4_000,
  refreshUsers: 60,
  /** A notification shows no more than this of a summary. */
  summary: 300,
} as const;

/** What a card may weigh. */
export const CARD_BYTES = LIMITS.message - LIMITS.envelope;

/** As it goes over the line. */
export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value), "utf8");
