import { afterEach, describe, expect, it, vi } from "vitest";
import { within } from "../../src/chat/patience.ts";

afterEach(() => vi.useRealTimers());

describe("waiting for a job as long as a platform does", () => {
  it("gives what it came to, and leaves no timer behind that would hold on to it", async () => {
    vi.useFakeTimers();

    expect(await within(1_000, Promise.resolve("answered"))).toBe("answered");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("says that it is late, and hears nothing of what it comes to then", async () => {
    vi.useFakeTimers();
    const { promise, reject } = Promise.withResolvers<string>();
    const waited = within(1_000, promise);
    await vi.advanceTimersByTimeAsync(1_000);

    expect(await waited).toBe("late");
    reject(new Error("failed in the end"));
    await expect(promise).rejects.toThrow("failed in the end");
  });

  it("fails as the job does", async () => {
    vi.useFakeTimers();

    await expect(within(1_000, Promise.reject(new Error("failed")))).rejects.toThrow("failed");
    expect(vi.getTimerCount()).toBe(0);
  });
});
