/** Keeps count of what is being answered, so that a stop can wait for it. */
export function inProgress() {
  const running = new Set<Promise<unknown>>();
  let stop = new AbortController();
  return {
    track<T>(job: Promise<T>): Promise<T> {
      running.add(job);
      const forget = () => running.delete(job);
      job.then(forget, forget);
      return job;
    },
    /** Tells whoever waits to try something again that there is no more time. */
    stopping: (): AbortSignal => stop.signal,
    async idle(): Promise<void> {
      stop.abort();
      while (running.size > 0) await Promise.allSettled(running);
      stop = new AbortController();
    },
  };
}
