import { afterEach, beforeEach } from "vitest";
import type { LogLine } from "./service.ts";

/** The tests of a story follow from one another: once a step has failed, those after it would only say so again. What the service logged is shown with it. */
export function oneStory(service: () => { log: LogLine[] } | undefined): void {
  let broken = false;
  beforeEach(({ skip }) => {
    if (broken) skip("an earlier step of this story failed");
  });
  afterEach(({ task }) => {
    if (task.result?.state !== "fail" || broken) return;
    broken = true;
    const { log = [] } = service() ?? {};
    console.error(
      log
        .filter(({ level }) => level !== "debug" && level !== "info")
        .map((line) => JSON.stringify(line))
        .join("\n"),
    );
  });
}
