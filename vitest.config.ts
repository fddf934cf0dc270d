import { defineConfig } from "vitest/config";

/** Decide without a store: no reason to start one when only these are run. */
const PURE = ["test/{capture,cards,core,setup}/**/*.test.ts", "test/{config,fences,log,manifest,readme}.test.ts"];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { name: "pure", include: PURE, isolate: false } },
      {
        test: {
          name: "store",
          include: ["test/**/*.test.ts"],
          exclude: PURE,
          globalSetup: ["test/support/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Real processes, browsers and queues on a machine that does other things as well: once more before it counts.
          retry: process.env.CI ? 2 : 0,
        },
      },
    ],
  },
});
