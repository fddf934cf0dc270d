/** The words that mark an action, as a piece of pattern that ignores case. The longer come first. */
export const MARKER = String.raw`(?:(?:new|agreed|key|further|follow[ -]?up|urgent|open|outstanding|additional|main) )?(?:action[ _-](?:items?|points?|required|needed|agreed|arising)|actions?)|a\.?p\.?s?|a\.?i\.?s?|to[- ]?dos?|tasks?|next (?:steps?|actions?)|follow[ -]?ups?`;

/** What may follow it: `3`, `#12`, `23/45`, `AP-3`. */
export const MARKER_NUMBER = String.raw`(?: ?(?:no\.? ?|#)?[A-Z]{0,3}-?\d{1,4}(?:[./-]\d{1,4}){0,3}[a-z]?\b\.?)?`;
