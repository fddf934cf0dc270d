/** A platform's name for somebody or something: no control characters, which no platform uses and no store takes. */
export const PLAIN_ID = /^\P{Cc}+$/u;
