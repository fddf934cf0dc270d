import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Card } from "../../src/cards/card.ts";
import { Command } from "../../src/core/command.ts";
import { sentBy } from "../../src/teams/form.ts";
import { importSetup } from "../../src/usecases/import-setup.ts";
import { aWorld, handedIn, opened, proposed, type World } from "../support/world.ts";
import { WORLD_SETUP } from "../support/world-setup.ts";

const tenant = "11111111-1111-4111-8111-111111111111";
const carlsId = "aaaaaaaa-0000-4000-8000-000000000003";

let world: World;
beforeAll(async () => {
  world = await aWorld();
  const carlsSlack = "slack: { team: T0001, user: U-CARL }";
  const text = WORLD_SETUP.replace(carlsSlack, `${carlsSlack}, teams: { tenant: ${tenant}, user: ${carlsId} }`);
  expect((await importSetup(world.deps, { name: "world.yaml", text }, { dryRun: false })).kind).not.toBe("refused");
});
afterAll(() => world.close());

/** The last card that somebody was sent. */
const cardOf = (person: string): Card => {
  const found = world.sent.findLast(({ to }) => to === person)?.card;
  if (!found) throw new Error(`${person} was sent nothing`);
  return found;
};
async function again(person: string, card: Card): Promise<Card | null> {
  if (!card.shows) throw new Error("nothing shows this card again");
  return (await world.press(person, "dm", card.shows)).answer.tell;
}

describe("a card that is shown again", () => {
  it("asks what it asked, as long as that is not answered", async () => {
    await world.forget();
    const ref = await proposed(world);
    await world.deliver();
    const sent = cardOf("harriet");
    expect(sent.template).toBe("proposed");

    expect((await again("harriet", sent))?.content).toEqual(sent.content);

    await world.press("harriet", "dm", { do: "accept", ref });
    const later = await again("harriet", sent);
    expect(later?.template).toBe("action");
    expect(JSON.stringify(later?.content)).toContain("Open · due");
  });

  it("asks nobody else", async () => {
    await world.forget();
    await handedIn(world);
    await world.deliver();
    const sent = cardOf("priya");
    expect(sent.template).toBe("evidence-in");

    const seenByHarriet = await again("harriet", sent);
    expect(seenByHarriet?.template).toBe("action");
    expect(JSON.stringify(seenByHarriet?.content)).not.toContain("sign-off");
  });

  it("tells nothing to somebody who may not see the action", async () => {
    const card = await world.say("harriet", "dm", `show ${await opened(world)}`);
    if (!card.answer.tell) throw new Error("nothing was shown");

    expect((await again("zoe", card.answer.tell))?.template).toBe("message");
  });
});

describe("somebody picked from a Teams conversation", () => {
  it("is the person of the case who has that id", async () => {
    const ref = await opened(world);
    const picked = sentBy({ do: "reassign", ref, who: carlsId.toUpperCase() }, tenant);

    await world.press("priya", "dm", Command.parse(picked));

    expect(await world.action(ref)).toMatchObject({ owner: "carl", status: "proposed" });
  });

  it("is nobody where that id is nobody's here", async () => {
    const ref = await opened(world);
    const picked = sentBy({ do: "reassign", ref, who: "aaaaaaaa-0000-4000-8000-0000000000ff" }, tenant);

    const { text } = await world.press("priya", "dm", Command.parse(picked));

    expect(text).toContain("Nobody of that name or role");
    expect(await world.action(ref)).toMatchObject({ owner: "harriet" });
  });
});
