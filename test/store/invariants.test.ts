import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Prisma } from "../../src/generated/prisma/client.ts";
import { NOW } from "../support/builders.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let store: TestDatabase;
const caseId = randomUUID();
beforeAll(async () => {
  store = await testDatabase();
  const provider = { id: "harbour", name: "Harbour", timeZone: "Europe/London", region: "england" };
  await store.db.provider.create({ data: { ...provider, digestTime: "08:30", escalateAt: "12:00" } });
  await store.db.case.create({ data: { id: caseId, providerId: "harbour", ref: "C-014", purpose: "Housing", leadId: "priya" } });
});
afterAll(() => store.close());

let number = 0;
function addAction(overrides: Partial<Prisma.ActionUncheckedCreateInput>) {
  number += 1;
  const whole = { text: "Inspect the wall", owner: "harriet", dueDay: "2027-03-25", evidenceRequired: "Report" };
  const base = { id: randomUUID(), providerId: "harbour", caseId, number, status: "open", asker: "priya", ...whole };
  return store.db.action.create({ data: { ...base, timeZone: "Europe/London", createdAt: NOW, ...overrides } });
}

async function addRequest(overrides: Partial<Prisma.ChangeRequestUncheckedCreateInput>) {
  const { id } = await addAction({});
  const base = { id: randomUUID(), actionId: id, kind: "extension", by: "harriet", at: NOW, toDay: "2027-04-06" };
  return store.db.changeRequest.create({ data: { ...base, ...overrides } });
}

const addNotice = (overrides: Partial<Prisma.NoticeUncheckedCreateInput>) => {
  const base = {
    id: randomUUID(),
    providerId: "harbour",
    key: randomUUID(),
    kind: "proposed",
    lane: "slack/T0001/U0001",
    body: {},
  };
  return store.db.notice.create({ data: { ...base, createdAt: NOW, ...overrides } });
};

const addMember = (overrides: { level?: string; from?: string; until?: string }) =>
  store.db.membership.create({ data: { caseId, personId: randomUUID(), level: "care", ...overrides } });

/** Ended, unless said otherwise. */
function addMeeting(overrides: Partial<Prisma.MeetingUncheckedCreateInput> = {}) {
  number += 1;
  const base = { id: randomUUID(), providerId: "harbour", caseId, number, openedAt: NOW, changedAt: NOW, version: 1, body: {} };
  return store.db.meeting.create({ data: { ...base, state: "ended", endedAt: NOW, followUpDay: "2027-04-13", ...overrides } });
}

const addMinutes = async (overrides: { version?: number; why?: string } = {}) => {
  const { id: meetingId } = await addMeeting();
  return store.db.minutes.create({ data: { meetingId, version: 1, at: NOW, by: "priya", body: {}, hash: "h", ...overrides } });
};

describe("the database refuses", () => {
  it.each<[string, string, () => Promise<unknown>]>([
    ["a status that is no word of ours", "action_status_known", () => addAction({ status: "done" })],
    ["an open action without an owner", "action_whole_or_draft", () => addAction({ owner: null })],
    ["an open action without a due day", "action_whole_or_draft", () => addAction({ dueDay: null })],
    [
      "a proposed action without evidence",
      "action_whole_or_draft",
      () => addAction({ status: "proposed", evidenceRequired: null }),
    ],
    ["a meeting that ended without a follow-up check", "meeting_followed_up", () => addMeeting({ followUpDay: null })],
    ["a meeting that ended at no moment", "meeting_ended", () => addMeeting({ endedAt: null })],
    [
      "a meeting with a state that is no word of ours",
      "meeting_state_known",
      () => addMeeting({ state: "closed", endedAt: null }),
    ],
    ["minutes that were corrected without a reason", "minutes_corrected_because", () => addMinutes({ version: 2 })],
    ["what became of a message, in no word of ours", "action_source_state_known", () => addAction({ sourceState: "moved" })],
    [
      "an action that is complete and not signed off",
      "action_complete_means_signed_off",
      () => addAction({ status: "complete" }),
    ],
    [
      "an action that its owner signed off",
      "action_complete_means_signed_off",
      () => addAction({ status: "complete", signedOffBy: "harriet" }),
    ],
    ["a day in another form", "action_days", () => addAction({ dueDay: "25/03/2027" })],
    ["a time in another form", "action_times", () => addAction({ dueTime: "9am" })],
    ["a time without a day", "action_time_has_day", () => addAction({ status: "draft", dueDay: null, dueTime: "09:00" })],
    ["a level that is no word of ours", "membership_level_known", () => addMember({ level: "everything" })],
    ["a membership that ends before it begins", "membership_days", () => addMember({ from: "2027-04-02", until: "2027-04-01" })],
    ["an extension without a day", "change_request_asks", () => addRequest({ toDay: null })],
    ["a reassignment without a person", "change_request_asks", () => addRequest({ kind: "reassignment", toDay: null })],
    ["a decision that nobody took", "change_request_decided", () => addRequest({ state: "approved" })],
    ["a notice that is sent and not settled", "notice_settled", () => addNotice({ state: "sent" })],
    ["a notice in a state that is no word of ours", "notice_state_known", () => addNotice({ state: "lost", settledAt: NOW })],
    [
      "a notice to a person and a room at once",
      "notice_one_reader",
      () => addNotice({ personId: "priya", placeId: randomUUID() }),
    ],
  ])("%s", async (_what, constraint, work) => {
    await expect(work()).rejects.toThrow(constraint);
  });

  it("a second open meeting of a case", async () => {
    const open = () => addMeeting({ state: "open", endedAt: null, followUpDay: null });
    await open();

    await expect(open()).rejects.toThrow("Unique constraint failed");
  });

  it("minutes that are changed or removed once they were issued", async () => {
    const { meetingId } = await addMinutes();
    const where = { meetingId_version: { meetingId, version: 1 } };

    await expect(store.db.minutes.update({ where, data: { hash: "another" } })).rejects.toThrow();
    await expect(store.db.minutes.delete({ where })).rejects.toThrow();
  });

  it("a second open request about one action", async () => {
    const { actionId } = await addRequest({});

    const second = addRequest({ actionId });

    await expect(second).rejects.toThrow("Unique constraint failed");
  });
});

describe("the database takes", () => {
  it.each<[string, () => Promise<unknown>]>([
    [
      "a draft with nothing in it",
      () => addAction({ status: "draft", text: null, owner: null, dueDay: null, evidenceRequired: null }),
    ],
    [
      "a discarded draft",
      () => addAction({ status: "cancelled", text: null, owner: null, dueDay: null, evidenceRequired: null }),
    ],
    ["an action that somebody else signed off", () => addAction({ status: "complete", signedOffBy: "priya" })],
    ["a membership without an end", () => addMember({ from: "2027-04-02" })],
    ["a decided request", () => addRequest({ state: "declined", decidedBy: "priya", decidedAt: NOW })],
    ["a settled notice", () => addNotice({ state: "sent", settledAt: NOW, personId: "priya" })],
  ])("%s", async (_what, work) => {
    await expect(work()).resolves.toBeDefined();
  });
});
