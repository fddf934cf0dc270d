/** Far above anything that a platform sends. */
const LARGEST_BODY = 1_000_000;

/** What was posted, as text. Null where it is too large: the rest is read and dropped, so that the sender gets to see the answer. */
export async function postedText(request: AsyncIterable<Buffer>): Promise<string | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size <= LARGEST_BODY) parts.push(part);
  }
  return size <= LARGEST_BODY ? Buffer.concat(parts).toString("utf8") : null;
}

/** Undefined for what is not JSON: the door's schema refuses that like any other form that is not one of the platform's. */
export function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
