import { describe, expect, it } from "vitest";
import type { Json } from "../../src/cards/card.ts";
import { type Block, mrkdwnText, plainText } from "../../src/slack/block-kit.ts";
import { brokenLimits, brokenViewLimits } from "../../src/slack/limits.ts";

const section = (text: string): Block => ({ type: "section", text: mrkdwnText(text) });
const actions = (...elements: Json[]): Block => ({ type: "actions", elements });
const button = (more: { [field: string]: Json } = {}) => ({
  type: "button",
  text: plainText("Accept"),
  action_id: "accept#0",
  ...more,
});
const option = (text: string, value: string) => ({ text: plainText(text), value });
const select = (...options: Json[]): Block => ({
  type: "input",
  label: plainText("Who"),
  element: { type: "static_select", action_id: "who", options },
});

describe("brokenLimits", () => {
  it("finds nothing wrong at the limits themselves", () => {
    const blocks = [
      section("x".repeat(3_000)),
      actions(button({ text: plainText("x".repeat(75)), value: "x".repeat(2_000), accessibility_label: "x".repeat(75) })),
    ];

    expect(brokenLimits(blocks, "message")).toEqual([]);
  });

  it.each<[string, Block[]]>([
    ["51 blocks", Array.from({ length: 51 }, () => section("x"))],
    ["too many words", Array.from({ length: 4 }, () => section("x".repeat(2_500)))],
    ["a long section", [section("x".repeat(3_001))]],
    ["a long header", [{ type: "header", text: plainText("x".repeat(151)) }]],
    ["a long field", [{ type: "section", fields: [mrkdwnText("x".repeat(2_001))] }]],
    ["eleven fields", [{ type: "section", fields: Array.from({ length: 11 }, () => mrkdwnText("x")) }]],
    ["a long context", [{ type: "context", elements: [mrkdwnText("x".repeat(3_001))] }]],
    ["26 buttons", [actions(...Array.from({ length: 26 }, (_, index) => button({ action_id: `accept#${index}` })))]],
    ["one action_id twice", [actions(button(), button())]],
    ["one action_id twice, once beside a row", [{ ...section("x"), accessory: button() }, actions(button())]],
    ["a long button", [actions(button({ text: plainText("x".repeat(76)) }))]],
    ["a long value", [actions(button({ value: "x".repeat(2_001) }))]],
    ["a long link", [actions(button({ url: `https://a.example/${"x".repeat(3_000)}` }))]],
    ["101 choices", [select(...Array.from({ length: 101 }, (_, index) => option("x", `${index}`)))]],
    ["a long choice", [select(option("x".repeat(76), "x"))]],
    ["a long choice's value", [select(option("x", "x".repeat(151)))]],
    ["a long block_id", [{ ...section("x"), block_id: "x".repeat(256) }]],
  ])("finds %s", (_, blocks) => {
    expect(brokenLimits(blocks, "message")).toHaveLength(1);
  });

  it("lets a view have a hundred blocks and no more", () => {
    const blocks = Array.from({ length: 101 }, () => section("x"));

    expect(brokenLimits(blocks.slice(1), "view")).toEqual([]);
    expect(brokenLimits(blocks, "view")).toHaveLength(1);
  });
});

describe("brokenViewLimits", () => {
  it.each([
    ["title", { title: plainText("x".repeat(25)) }],
    ["submit", { submit: plainText("x".repeat(25)) }],
    ["close", { close: plainText("x".repeat(25)) }],
    ["private_metadata", { private_metadata: "x".repeat(3_001) }],
  ])("finds a long %s", (field, long) => {
    expect(brokenViewLimits({ type: "modal", blocks: [], ...long })).toEqual([field]);
  });
});
