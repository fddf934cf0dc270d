/** What doctor says of one thing, in one line that holds the mend. */
export interface Finding {
  sound: boolean;
  line: string;
}

export const sound = (line: string): Finding => ({ sound: true, line });
export const wrong = (line: string): Finding => ({ sound: false, line });
