/**
 * What a job comes to, or `late` where it takes longer: a platform waits for a word only so long. A timer that is left to run would hold
 * on to what the job came to until then.
 */
export function within<T>(ms: number, job: Promise<T>): Promise<T | "late"> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms, "late").unref();
    job.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}
