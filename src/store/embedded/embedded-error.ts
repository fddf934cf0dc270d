/** Why the embedded store cannot be had: one line that says what to do. */
export class EmbeddedError extends Error {
  override name = "EmbeddedError";
}

/** The code of a system error, `EACCES`; "" for anything else. */
export const codeOf = (err: unknown): string =>
  err instanceof Error && "code" in err && typeof err.code === "string" ? err.code : "";
