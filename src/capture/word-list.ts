/** The words of a list that is written as running text. */
export const wordList = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter(Boolean));
