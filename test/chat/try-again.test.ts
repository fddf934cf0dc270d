import { describe, expect, it } from "vitest";
import { ChatError } from "../../src/chat/chat.ts";
import { inProgress } from "../../src/chat/progress.ts";
import { tryAgain } from "../../src/chat/try-again.ts";

const LATER = new ChatError("retryable", "http 503");
const GONE = new ChatError("gone", "http 404");
const PAUSES = [1, 1, 1];

/** Fails like this, then is taken. */
function attempts(...faults: ChatError[]) {
  const left = [...faults];
  const made: number[] = [];
  return {
    made,
    attempt: async () => {
      made.push(made.length + 1);
      return left.shift() ?? null;
    },
  };
}

describe("what a platform did not take", () => {
  it("is tried again until it does", async () => {
    const { attempt, made } = attempts(LATER, LATER);

    expect(await tryAgain(LATER, attempt, new AbortController().signal, PAUSES)).toBeNull();
    expect(made).toHaveLength(3);
  });

  it("is given up after a few tries, with what stood in the way", async () => {
    const { attempt, made } = attempts(LATER, LATER, LATER, LATER);

    expect(await tryAgain(LATER, attempt, new AbortController().signal, PAUSES)).toBe(LATER);
    expect(made).toHaveLength(3);
  });

  it("is not tried again where that would say the same", async () => {
    const { attempt, made } = attempts(GONE);

    expect(await tryAgain(LATER, attempt, new AbortController().signal, PAUSES)).toBe(GONE);
    expect(await tryAgain(GONE, attempt, new AbortController().signal, PAUSES)).toBe(GONE);
    expect(made).toHaveLength(1);
  });

  it("holds no stop up: one last try, and no pause", async () => {
    const progress = inProgress();
    const { attempt, made } = attempts(LATER, LATER, LATER);
    const trying = progress.track(tryAgain(LATER, attempt, progress.stopping(), [60_000, 60_000]));
    await progress.idle();

    expect(await trying).toBe(LATER);
    expect(made).toHaveLength(1);
  });
});
