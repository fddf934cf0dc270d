import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type ConnectorCall, cardIn, cardText, teamsButton } from "../support/fake-teams.ts";
import { channel, personal } from "../support/teams-driver.ts";
import { CASE_ROOM, HARRIET, MIXED_ROOM, PRIYA, type TeamsService, teamsService } from "../support/teams-service.ts";

let running: TeamsService;
beforeAll(async () => {
  running = await teamsService();
  for (const user of [HARRIET, PRIYA]) await running.people.install(user, personal(user));
});
afterAll(() => running.stop());
beforeEach(() => running.teams.reset());

const room = channel(CASE_ROOM, "1700000000000");
const toHarriet = ({ path }: ConnectorCall): boolean => path.includes(personal(HARRIET).conversation);
const roomHeard = () => running.teams.said(room.conversation).map(({ text }) => String(text));
const heard = () => running.teams.said(personal(HARRIET).conversation);
const soon = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 20 });
const latest = () => running.db.action.findFirstOrThrow({ orderBy: { number: "desc" } });

describe("an answer that Teams does not take just now", () => {
  it.each([503, 429])("is sent by the outbox where it shows a draft, and the room reads that it follows: %i", async (status) => {
    running.teams.trouble(toHarriet, { status, headers: { "retry-after": "1" } });
    await running.people.say(HARRIET, room, `action assign me by 25 March 2027 mend ${status} evidence "photo"`);
    await soon(() => expect(roomHeard()).toHaveLength(1));
    expect(roomHeard()).toEqual([expect.stringContaining("It follows in your chat with Followthrough.")]);
    expect((await latest()).shownAt).toBeNull();

    running.teams.reset();
    await soon(() => expect(heard()).toHaveLength(1));
    expect(cardText(heard()[0] ?? {})).toContain(`mend ${status}`);
    expect(teamsButton(heard()[0] ?? {}, "Confirm").verb).toBe("confirm");
    await soon(async () => expect((await latest()).shownAt).not.toBeNull());
    expect(heard()).toHaveLength(1);
  });

  it("is tried again where it can be asked for again", async () => {
    running.teams.trouble(toHarriet, { status: 503 });
    await running.people.say(HARRIET, room, "action list");
    await soon(() => expect(roomHeard()).toHaveLength(1));
    expect(roomHeard()[0]).toContain("It follows");

    running.teams.reset();
    await soon(() => expect(heard()).toHaveLength(1));
    expect(cardText(heard()[0] ?? {})).toContain("C-014");
  });

  it("is for want of the app only where the person cannot be written to", async () => {
    running.teams.trouble(toHarriet, { status: 403 });
    running.teams.trouble(({ path }) => path === "/v3/conversations", { status: 403 });
    await running.people.say(HARRIET, room, "action list");
    await soon(() => expect(roomHeard()).toHaveLength(1));

    expect(roomHeard()[0]).toContain("Add the Followthrough app");
  });
});

describe("an answer that carries a draft itself", () => {
  it("has shown it once it was sent", async () => {
    await running.people.say(HARRIET, personal(HARRIET), "action assign C-014");
    await soon(() => expect(heard()).toHaveLength(1));
    const save = cardIn(heard()[0] ?? {}).actions[0];
    const answered = await running.people.press(HARRIET, personal(HARRIET), save, { text: "ask the caretaker" });

    expect(cardText(answered.body)).toContain("ask the caretaker");
    await soon(async () => expect((await latest()).shownAt).not.toBeNull());
    expect(await running.db.notice.count({ where: { kind: "draft", actionId: (await latest()).id } })).toBe(0);
  });
});

describe("somebody who has not added the app and is asked for something", () => {
  it("is named in the case's channel by a message that rings, and its card stays as it was", async () => {
    running.teams.trouble(({ path, body }) => path === "/v3/conversations" && JSON.stringify(body).includes(PRIYA), {
      status: 403,
    });
    running.teams.trouble(({ path }) => path.includes(personal(PRIYA).conversation), { status: 403 });
    await running.people.say(
      HARRIET,
      personal(HARRIET),
      'action assign C-014 Priya by 25 March 2027 oil the hinges evidence "photo"',
    );
    await soon(() => expect(heard()).toHaveLength(1));
    await running.people.press(HARRIET, personal(HARRIET), teamsButton(heard()[0] ?? {}, "Confirm"));
    const rings = () => running.teams.said(CASE_ROOM).filter((said) => cardText(said).includes("you are asked to accept this"));
    await soon(() => expect(rings()).toHaveLength(1));

    const card = cardIn(rings()[0] ?? {});
    expect(cardText(card)).toMatch(/^C-014\/A\d+: <at>Priya<\/at>, you are asked to accept this\.\n.*add the Followthrough app/);
    expect(card.msteams.entities).toEqual([{ type: "mention", text: "<at>Priya</at>", mentioned: { id: PRIYA, name: "Priya" } }]);
    expect(JSON.stringify(running.teams.said(MIXED_ROOM))).not.toContain("Priya");
  });
});
