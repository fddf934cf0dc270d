import type { Command } from "../core/command.ts";
import type { Platform } from "../core/person.ts";

/** Expanded Adaptive Card 1.5 JSON. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type AdaptiveElement = { type: string; [key: string]: Json };
export interface AdaptiveCard {
  type: "AdaptiveCard";
  version: "1.5";
  body: AdaptiveElement[];
  actions?: AdaptiveElement[];
  [key: string]: Json | undefined;
}

/** People that the card's text names as `<at>id</at>`; a platform renders a mention where it knows them, else the name. */
export type Mentions = Record<string, { name: string; ids: { platform: Platform; workspace: string; user: string }[] }>;

/** What people see, before any platform has drawn it. */
export interface Card {
  /** The file in cards/ that it was made from, for logs and golden files. */
  template: string;
  content: AdaptiveCard;
  mentions: Mentions;
  /** Shows this again as it is by then; on a form, what to go back to. Absent where there is nothing to come back to. */
  shows?: Command;
  /** Of a card that takes several messages only this one is wanted, counted from 1. */
  page?: number;
}
