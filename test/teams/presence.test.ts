import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { Activity } from "../../src/teams/body.ts";
import { listen } from "../../src/teams/listen.ts";
import { replies } from "../../src/teams/reply.ts";

const TENANT = "11111111-1111-4111-8111-111111111111";
const USER = "aaaaaaaa-0000-4000-8000-000000000001";
const US = "28:b0000000-0000-4000-8000-00000000000b";

/** What is noted of people when Teams posts this. */
async function noted(parts: object, conversationType = "personal"): Promise<unknown[]> {
  const seen: unknown[] = [];
  const silent = () => Promise.reject(new Error("nothing is said here"));
  const log = pino({ level: "silent" });
  const hear = listen({
    ...{ answer: silent, log, track: (job) => job },
    noteMessage: async (message, became) => void seen.push({ ...message, became }),
    notePresence: async (who, is) => void seen.push({ ...who, is }),
    memory: { heard: async () => {}, installed: async () => {}, removed: async () => {}, whoIs: async () => null },
    replies: replies({
      voice: { say: silent, sayWords: silent, tell: silent, update: silent, memberOf: silent, membersOf: silent },
      track: (job) => job,
      stopping: () => new AbortController().signal,
      log,
    }),
  });
  const response = await hear(
    Activity.parse({
      ...{ id: "f:1", channelId: "msteams", serviceUrl: "https://smba.trafficmanager.net/teams/" },
      ...{ from: { id: "29:1", aadObjectId: USER }, recipient: { id: US }, channelData: { tenant: { id: TENANT } } },
      ...{ conversation: { id: "a:1", conversationType, tenantId: TENANT } },
      ...parts,
    }),
  );
  expect(response.status).toBe(200);
  return seen;
}

describe("somebody who takes the app away", () => {
  const harriet = { platform: "teams", workspace: TENANT, user: USER };

  it.each([
    ["removed", { type: "installationUpdate", action: "remove" }, "gone"],
    ["removed by an upgrade's words", { type: "installationUpdate", action: "remove-upgrade" }, "gone"],
    ["added again", { type: "installationUpdate", action: "add" }, "back"],
    ["removed, in other words", { type: "conversationUpdate", membersRemoved: [{ id: US }] }, "gone"],
    ["added, in other words", { type: "conversationUpdate", membersAdded: [{ id: US }] }, "back"],
  ])("is noted: %s", async (_, parts, is) => {
    expect(await noted(parts)).toEqual([{ ...harriet, is }]);
  });

  it("from a room is still reached in their own chat", async () => {
    expect(await noted({ type: "installationUpdate", action: "remove" }, "channel")).toEqual([]);
    expect(await noted({ type: "conversationUpdate", membersRemoved: [{ id: "29:1" }] }, "channel")).toEqual([]);
  });
});

describe("a message that was changed, taken away or put back", () => {
  const place = { id: "19:case@thread.tacv2;messageid=170", conversationType: "channel", tenantId: TENANT };
  const posted = (type: string, eventType: string) =>
    noted({ type, id: "171", conversation: place, channelData: { tenant: { id: TENANT }, eventType } });
  const message = { platform: "teams", workspace: TENANT, conversation: "19:case@thread.tacv2", message: "171" };

  it("is noted, and one that is put back", async () => {
    expect(await posted("messageUpdate", "editMessage")).toEqual([{ ...message, became: "changed" }]);
    expect(await posted("messageDelete", "softDeleteMessage")).toEqual([{ ...message, became: "removed" }]);
    expect(await posted("messageUpdate", "undeleteMessage")).toEqual([{ ...message, became: "restored" }]);
  });
});
