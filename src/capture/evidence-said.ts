/** The words that say what will show that something is done, and where they stand. */
export interface EvidenceSaid {
  evidence: string;
  start: number;
  end: number;
}

const LABELLED =
  /[,;.( –—-]{0,3}\b(?:evidence(?: required| needed)?(?:\s?[:=–—]\s?|\s-\s)|proof:\s?|(?:to be )?evidenced by\s)["“”]?(?<said>[^"“”;.()]{3,160})["“”)]?/i;
const PROMISE = `(?:[,;.] (?:and )?(?:then )?| and (?:then )?| ?[–—] ?| - )(?:I|we|he|she|they)(?:['’]ll| will| shall) (?:also |then )?`;
const MINE = "(?: (?:you|us|everyone|on|over|in|back|round))? (?:the |a |an |my |our |their |his |her )?";
const SHEET =
  "(?:reports?|letters?|cop(?:y|ies)|photos?|pictures?|screenshots?|minutes|confirmation|certificates?|records?|receipts?|forms?|e-?mails?|notes?|logs?|sheets?|references?|documents?|invoices?|quotes?|results?)";
/** `…, I'll upload the surveyor's report`: a second promise, of what the first will be shown by. */
const UPLOADED = new RegExp(`${PROMISE}(?:upload|attach|file)${MINE}(?<said>[^,;.!?]{3,120})`, "i");
const HANDED_IN = new RegExp(
  `${PROMISE}(?:submit|send|bring|forward|provide|share|post)${MINE}(?<said>(?:[^ ,;.!?]{1,30} ){0,5}${SHEET}\\b[^,;.!?]{0,80})`,
  "i",
);
const AS_EVIDENCE =
  /\b(?:upload|attach|file|submit|send|provide|share|bring|use)(?: in)? (?:the |a |an |my |our )?(?<said>[^,;.!?]{3,100}?) as (?:the |our )?(?:evidence|proof)\b/i;

const MAY_SPEAK_OF_IT = /evidence|proof|['’]ll | (?:will|shall) /i;

/** Evidence as people promise it: `evidence: signed letter`, `I'll upload the surveyor's report`, `send the photo as proof`. */
export function evidenceIn(text: string): EvidenceSaid | null {
  if (!MAY_SPEAK_OF_IT.test(text)) return null;
  for (const pattern of [LABELLED, UPLOADED, HANDED_IN]) {
    const found = pattern.exec(text);
    const evidence = found?.groups?.said?.trim();
    if (found && found.index > 0 && evidence) return { evidence, start: found.index, end: found.index + found[0].length };
  }
  // What is to be sent is the action itself: its words stay.
  const evidence = AS_EVIDENCE.exec(text)?.groups?.said?.trim();
  return evidence ? { evidence, start: text.length, end: text.length } : null;
}
