/** Keeps count of what is being answered, so that a stop can wait for it. */
export function inProgress() {
  const running = new Set<Promise<unknown>>();
  return {
    track<T>(job: Promise<T>): Promise<T> {
      running.add(job);
      const forget = () => running.delete(job);
      job.then(forget, forget);
      return job;
    },
    async idle(): Promise<void> {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
