import { datesIn } from "./dates-in-text.ts";
import { addMonths, type Day } from "./working-day.ts";

const PROTECTED = ["NHS number", "postcode", "date of birth", "protected name"] as const;
export type Protected = (typeof PROTECTED)[number];

/**
 * What in a text must not be shared (DOMAIN: confidentiality), each kind once. A date counts as a date of birth when it is sixteen or
 * more years old, as every adult's is, or stands near `born` or `DOB`. It says what kind of thing was found, never the thing.
 */
export function findProtected(text: string, about: { protectedTerms: readonly string[]; today: Day }): Protected[] {
  const whole = fold(text, "");
  const folded = whole.replace(MENTION, " ");
  // An invisible character may stand inside a word or between two.
  const apart = text.search(INVISIBLE) < 0 ? whole : fold(text, " ");
  const found: Record<Protected, boolean> = {
    "NHS number": hasNhsNumber(folded),
    postcode: hasPostcode(folded),
    "date of birth": hasDateOfBirth(folded, about.today),
    "protected name": patternsOf(about.protectedTerms).some(
      (term) => term.test(folded) || (apart !== folded && term.test(apart)),
    ),
  };
  return PROTECTED.filter((kind) => found[kind]);
}

const MENTION = /<@[^>]*>/g;
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Full-width digits, accents, invisible characters and the many dashes and apostrophes are written one way; letters keep their case. */
function fold(text: string, forInvisible: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(INVISIBLE, forInvisible)
    .replace(/\p{Pd}|\u2212/gu, "-")
    .replace(/[\u2018\u2019\u02bc\uff07`´]/g, "'");
}

const TEN_DIGITS = /(?<!\d)\d(?:[\s.-]{0,2}\d){9}(?!\d)/g;
/** A British number written for callers from abroad has ten digits after these. */
const COUNTRY_CODE = /(?:\+|\b00)\d{1,3}[\s.-]*(?:\(0\))?[\s.-]*$/;
const CLOCK_TIME = /\b\d{1,2}:\d{2}(?::\d{2})?\b/g;
const DATE_IN_DIGITS = /(?<!\d)(?:\d{4}([./-])\d{1,2}\1\d{1,2}|\d{1,2}([./-])\d{1,2}\2\d{4})(?!\d)/g;

function hasNhsNumber(text: string): boolean {
  // `2027-03-11 14:20` has ten digits in a row, too.
  const numbers = text.replace(CLOCK_TIME, ";").replace(DATE_IN_DIGITS, ";");
  return [...numbers.matchAll(TEN_DIGITS)].some(
    ({ 0: run, index }) => !COUNTRY_CODE.test(numbers.slice(0, index)) && hasCheckDigit(run.replace(/\D/g, "")),
  );
}

/** Modulo 11, weights ten down to two; a remainder that would need the digit 10 is never issued. */
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits.slice(0, 9)].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  return (11 - (sum % 11)) % 11 === Number(digits[9]);
}

const AREAS =
  "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|B|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|E|FK|FY|GL|GU|GY|G|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|L|ME|MK|ML|M|NE|NG|NN|NP|NR|NW|N|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|S|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|W|YO|ZE";
const POSTCODE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${AREAS})\\d[A-Z\\d]?(?<gap>[\\s-]{0,2})(?<inward>\\d[ABD-HJLNP-UW-Z]{2})(?![\\p{L}\\p{N}])`,
  "giu",
);
/** `S1 1st draft`, `E2 5wd`: an action or a flat before an ordinal or a measure. */
const NOT_INWARD = /^\d(?:st|nd|rd|th|wd|ft|hr)$/;

const hasPostcode = (text: string): boolean =>
  [...text.matchAll(POSTCODE)].some(({ groups }) => groups?.gap === "" || !NOT_INWARD.test(groups?.inward ?? ""));

const OF_AGE_MONTHS = 16 * 12;
const BIRTH = /\b(?:born|birth|birthday|dob|d\.\s?o\.\s?b)\b/gi;
/** `DOB (as on the letter): ` and the like stand between. */
const NEAR = 40;

function hasDateOfBirth(text: string, today: Day): boolean {
  const ofAge = addMonths(today, -OF_AGE_MONTHS);
  const births = [...text.matchAll(BIRTH)].map(({ index, 0: word }) => ({
    start: index - NEAR,
    end: index + word.length + NEAR,
  }));
  return datesIn(text, today).some(
    (date) => (date.day <= ofAge && !date.digitsOnly) || births.some((near) => date.start <= near.end && date.end >= near.start),
  );
}

const patterns = new WeakMap<readonly string[], RegExp[]>();

/** The terms of a case as what finds them, made once for each list: every command is read for them. */
function patternsOf(terms: readonly string[]): RegExp[] {
  const known = patterns.get(terms);
  if (known) return known;
  const made = terms.map(patternOf).filter((pattern) => pattern !== null);
  patterns.set(terms, made);
  return made;
}

/** Words apart by any white space, hyphen or mark of emphasis; a possessive after them, with its apostrophe or without. */
function patternOf(term: string): RegExp | null {
  const words = fold(term, "")
    .split(/[\s-]+/)
    .filter((word) => word !== "");
  if (words.length === 0) return null;
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replaceAll("'", "'?")).join("[\\s\\-*_~]+");
  return new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?:'?s)?(?![\\p{L}\\p{N}])`, "iu");
}
