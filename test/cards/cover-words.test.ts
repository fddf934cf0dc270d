import { describe, expect, it } from "vitest";
import { digestCard } from "../../src/cards/digest.ts";
import { fallbackText } from "../../src/cards/fallback.ts";
import { silenceCard } from "../../src/cards/silence.ts";
import type { Action } from "../../src/core/action.ts";
import type { CaseFile } from "../../src/core/case-file.ts";
import type { Digest } from "../../src/core/digest.ts";
import type { Waits } from "../../src/core/notice.ts";
import type { ActionView } from "../../src/core/outcome.ts";
import { aCaseFile, aDigest, anAction, anExtensionRequest, aView, due, NOW } from "../support/builders.ts";
import { outside } from "../support/sample-views.ts";

/** One person is away, and another has their work until Fri 26 March 2027. */
const away = (personId: string, coverId: string, file: CaseFile = aCaseFile()): CaseFile => ({
  ...file,
  map: file.map.map((role) =>
    role.personId === personId ? { ...role, cover: [{ personId: coverId, from: "2027-03-08", until: "2027-03-26" }] } : role,
  ),
});
const on = (file: CaseFile, action: Partial<Action> = {}): ActionView => ({ ...aView(), file, action: anAction(action) });

describe("the digest of whoever stands in for the lead", () => {
  const digest = (parts: Partial<Digest>) => fallbackText(digestCard({ now: NOW, reader: "tom" }, aDigest("tom", parts), "sent"));
  const withPriyaAway = away("priya", "tom");
  const why = "for Priya, until Fri 26 March 2027";

  it("says in whose place a request is decided", () => {
    const view = on(withPriyaAway, { request: anExtensionRequest() });
    expect(digest({ waiting: [{ view, what: "decide" }] })).toContain(why);
  });

  it("says in whose place they hear of an owner who has left", () => {
    const team = withPriyaAway.team.filter(({ personId }) => personId !== "carl");
    expect(digest({ ownerLeft: [on({ ...withPriyaAway, team }, { owner: "carl", ownerRole: null })] })).toContain(why);
  });

  it("says so of work that nobody has in hand, while its owner is on leave", () => {
    const leave = [{ personId: "harriet", from: "2027-03-08", until: "2027-03-19", coverId: null }];
    expect(digest({ overdue: [on({ ...withPriyaAway, leave }, { due: due("2027-03-10") })] })).toContain(why);
  });

  it("says nothing of it on what is their own", () => {
    expect(digest({ overdue: [on(withPriyaAway, { owner: "tom", due: due("2027-03-10") })] })).not.toContain("for Priya");
  });
});

describe("word that something waits", () => {
  const said = (waits: Waits, view: ActionView, reader = "priya") =>
    fallbackText(silenceCard({ now: NOW, reader }, view, waits, []));

  it("names who has it today, and for whom", () => {
    const view = on(away("harriet", "hassan"), { status: "proposed" });
    expect(said("accept", view)).toContain(
      "This waits for Hassan (Housing team manager, Quayside Homes), who is cover for Harriet, to accept it.",
    );
  });

  it("names the signer's cover, the asker's and the chaser's", () => {
    const handedIn = on(away("priya", "tom"), { status: "evidence submitted" });
    expect(said("sign-off", handedIn, "carl")).toMatch(/waits for Tom \(.*\), who is cover for Priya, to sign it off\./);
    const draft = on(away("carl", "connie"), { status: "draft", asker: "carl" });
    expect(said("confirm", draft)).toMatch(/waits for Connie \(.*\), who is cover for Carl, to confirm it\./);
    const unheard = on(away("carl", "connie"), { ...outside, chaser: "carl" });
    expect(said("accept", unheard)).toMatch(/has not been heard yet, through Connie \(.*\), who is cover for Carl\./);
  });

  it("names the person themself while they are there", () => {
    expect(said("accept", on(aCaseFile(), { status: "proposed" }))).toMatch(/waits for Harriet \([^)]*\) to accept it\./);
  });
});
