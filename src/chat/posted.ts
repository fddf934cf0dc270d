/** Far above anything that a platform sends. */
const LARGEST_BODY = 1_000_000;

/** As much of an HTTP message as it takes to read it. */
interface Posted {
  complete: boolean;
  on(event: "data", hear: (part: Buffer) => void): unknown;
  once(event: "end" | "error" | "close", hear: (err: Error) => void): unknown;
}

/**
 * What was posted, or answered, as text. Null where it is too large: the rest is read and dropped, so that the sender gets to see the
 * answer. Throws where it was cut off.
 *
 * @param tooLarge is told once it is, in case the rest is not to be waited for
 */
export function postedText(message: Posted, tooLarge: () => void = () => {}): Promise<string | null> {
  // By events: to iterate over a stream costs each request as much again.
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    message.on("data", (part: Buffer) => {
      size += part.length;
      if (size <= LARGEST_BODY) parts.push(part);
      else tooLarge();
    });
    message.once("end", () => resolve(size <= LARGEST_BODY ? Buffer.concat(parts).toString("utf8") : null));
    message.once("error", reject);
    message.once("close", () => {
      if (!message.complete) reject(new Error("a message was cut off"));
    });
  });
}

/** Undefined for what is not JSON: the door's schema refuses that like any other form that is not one of the platform's. */
export function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
