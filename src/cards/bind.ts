import type { AdaptiveCard, Json } from "./card.ts";
import { escapeMarkdown, isSafeAddress } from "./markdown.ts";
import { isMarkup, type Markup, markupSource } from "./markup.ts";

/** What a view model may put into a template. A command goes in as it is. */
export type CardValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | Markup
  | readonly CardValue[]
  | { readonly [name: string]: CardValue };
export type CardData = { readonly [name: string]: CardValue };

/** Where a path is looked up: `data` is the row under `$data`, `root` the whole. */
interface Scope {
  root: CardValue;
  data: CardValue;
  index: number;
}
/** `undefined` leaves the property or the element out. */
type Fill = (scope: Scope) => Json | undefined;
type Look = (scope: Scope) => CardValue;
/** What the client that draws the card makes of a property. */
type Reading = "markdown" | "address" | "plain";

const PATH = /\$\{\s*([$\w.]+)\s*\}/g;
const WHOLE_PATH = /^\$\{\s*([$\w.]+)\s*\}$/;
const CONDITION = /^\$\{\s*(!?)\s*([$\w.]+)\s*\}$/;

/**
 * Compiles a template once; the result fills it. It knows a small part of the Adaptive Cards template language, so that templates open
 * in the Designer: `${path}`, `$data` over an array, `$when` with `${path}` or `${!path}` of a boolean, `$root`, `$index`.
 *
 * - Throws where a path finds nothing: `${owner}` must never reach a reader.
 * - A path that is the whole of a property keeps its type; there, null leaves the property out.
 * - Words in text that clients read as markdown are escaped, unless a view model made them with `markup.ts`.
 */
export function compileTemplate(template: unknown): (data: CardData) => AdaptiveCard {
  if (!isObject(template) || template.type !== "AdaptiveCard") throw new Error("card template: not an Adaptive Card");
  const fill = compileObject(template, "AdaptiveCard");
  return (data) => {
    const card = fill({ root: data, data, index: 0 });
    if (!isAdaptiveCard(card)) throw new Error("card template: nothing is left of the card");
    return card;
  };
}

/** `kind` is the element type that members of an array have where they do not say it: facts. */
function compile(part: Json, kind: string, reading: Reading): Fill {
  if (typeof part === "string") return compileString(part, reading);
  if (Array.isArray(part)) return compileArray(part, kind);
  if (!isObject(part)) return () => part;
  if ("$data" in part) throw new Error("card template: $data repeats an element of an array, nothing else");
  return compileObject(part, kind);
}

function compileArray(parts: Json[], kind: string): Fill {
  const members = parts.map((part) => compileMember(part, kind));
  return (scope) => {
    const filled: Json[] = [];
    for (const member of members) member(scope, filled);
    return filled;
  };
}

/** One element of an array, which `$data` turns into as many as there are rows. */
function compileMember(part: Json, kind: string): (scope: Scope, filled: Json[]) => void {
  if (!isObject(part) || !("$data" in part)) {
    const one = compile(part, kind, "plain");
    return (scope, filled) => {
      const value = one(scope);
      if (value !== undefined) filled.push(value);
    };
  }
  const { $data: source, ...element } = part;
  const [, path] = WHOLE_PATH.exec(String(source)) ?? [];
  if (path === undefined) throw new Error("card template: $data takes one ${path}");
  const rows = compilePath(path);
  const one = compileObject(element, kind);
  return (scope, filled) => {
    const found = rows(scope);
    if (!isList(found)) throw new Error(`card template: \${${path}} is not a list`);
    for (const [index, data] of found.entries()) {
      const value = one({ root: scope.root, data, index });
      if (value !== undefined) filled.push(value);
    }
  };
}

function compileObject(part: { [key: string]: Json }, kind: string): Fill {
  const { $when, ...properties } = part;
  const type = typeof properties.type === "string" ? properties.type : kind;
  const fills: [string, Fill][] = [];
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("$") && name !== "$schema") throw new Error(`card template: ${name} is not known here`);
    fills.push([name, compile(value, name === "facts" ? "Fact" : "", readingOf(type, name))]);
  }
  const applies = $when === undefined ? undefined : compileCondition($when);
  return (scope) => {
    if (applies !== undefined && !applies(scope)) return undefined;
    const filled: { [key: string]: Json } = {};
    for (const [name, fill] of fills) {
      const value = fill(scope);
      if (value !== undefined) filled[name] = value;
    }
    return filled;
  };
}

function readingOf(type: string, name: string): Reading {
  if (type === "TextBlock" && name === "text") return "markdown";
  if (type === "Fact" && (name === "title" || name === "value")) return "markdown";
  return name === "url" ? "address" : "plain";
}

function compileCondition(condition: Json): (scope: Scope) => boolean {
  const [, not, path] = CONDITION.exec(String(condition)) ?? [];
  if (path === undefined) throw new Error("card template: $when takes one ${path} or ${!path}");
  const look = compilePath(path);
  return (scope) => {
    const value = look(scope);
    if (typeof value !== "boolean") throw new Error(`card template: \${${path}} in $when is not true or false`);
    return not === "!" ? !value : value;
  };
}

function compileString(source: string, reading: Reading): Fill {
  const pieces = source.split(PATH);
  if (pieces.some((piece, position) => position % 2 === 0 && piece.includes("${"))) {
    throw new Error(`card template: only \${path} may stand in ${JSON.stringify(source)}`);
  }
  if (pieces.length === 1) return () => source;
  const [, whole] = WHOLE_PATH.exec(source) ?? [];
  if (whole !== undefined && reading !== "markdown") return compileWhole(whole, reading);

  const says = pieces.map((piece, position): ((scope: Scope) => string) => {
    if (position % 2 === 0) return () => piece;
    const look = compilePath(piece);
    return (scope) => say(look(scope), piece, reading);
  });
  return (scope) => {
    let said = "";
    for (const part of says) said += part(scope);
    return said;
  };
}

function compileWhole(path: string, reading: Reading): Fill {
  const look = compilePath(path);
  return (scope) => {
    const value = look(scope);
    if (value === null) return undefined;
    if (reading === "address") return say(value, path, reading);
    if (isMarkup(value)) throw new Error(`card template: \${${path}} is markup, and stands where clients read plain text`);
    // Markup deeper inside would lose its symbol in JSON; commands and choices hold none.
    return value as Json;
  };
}

function say(value: CardValue, path: string, reading: Reading): string {
  if (typeof value === "number") return String(value);
  if (reading === "markdown" && isMarkup(value)) return markupSource(value);
  if (typeof value !== "string") throw new Error(`card template: \${${path}} is not text`);
  if (reading === "markdown") return escapeMarkdown(value);
  if (reading === "address" && !isSafeAddress(value)) throw new Error(`card template: \${${path}} is not an address to link to`);
  return value;
}

function compilePath(path: string): Look {
  const [first = "", ...rest] = path.split(".");
  if (first === "$index") return (scope) => scope.index;
  const names = first === "$root" || first === "$data" ? rest : [first, ...rest];
  return (scope) => {
    let value = first === "$root" ? scope.root : scope.data;
    for (const name of names) {
      // Own properties only: `${constructor}` finds nothing.
      if (!isObject(value) || !Object.hasOwn(value, name)) throw new Error(`card template: nothing under \${${path}}`);
      value = value[name];
    }
    if (value === undefined) throw new Error(`card template: nothing under \${${path}}`);
    return value;
  };
}

function isObject(value: unknown): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const isList = (value: CardValue): value is readonly CardValue[] => Array.isArray(value);

const isAdaptiveCard = (value: unknown): value is AdaptiveCard => isObject(value) && Array.isArray(value.body);
