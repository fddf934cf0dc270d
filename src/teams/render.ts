import type { AdaptiveCard, AdaptiveElement, Card, Json } from "../cards/card.ts";
import { elementsOf, factsOf, hasHeading, isRow } from "../cards/elements.ts";
import { linesOf, plainSpeech } from "../cards/fallback.ts";
import { parseMarkdown } from "../cards/markdown.ts";
import { onPage, pageLabel, REPEATED_TITLE, thatPage } from "../cards/pages.ts";
import { peoplePicker, REFRESH, wayBack } from "./form.ts";
import { bytesOf, CARD_BYTES, LIMITS } from "./limits.ts";
import { type Losses, noteLosses } from "./losses.ts";
import { type Naming, teamsMarkdown } from "./markdown.ts";
import { type MentionEntity, rosterOf } from "./mentions.ts";
import { type Piece, paginate } from "./pages.ts";

export interface TeamsReading {
  tenant: string;
  /**
   * For whom Teams asks for the card anew when they look at it: people by their `29:…` ids, 60 at most, or everybody, whom Teams
   * serves in conversations of up to 60. Absent, the card stays as it was sent.
   */
  refreshFor?: readonly string[] | "everybody";
}

/** One Teams message: the content of its one attachment, and what a notification says. */
export interface TeamsPage {
  content: AdaptiveCard;
  summary: string;
}

export interface TeamsMessage extends TeamsPage {
  /** Messages that follow where one does not hold the card. Nearly always none. */
  more: TeamsPage[];
  /** Kinds of things that the card has and Teams may not draw. */
  losses: string[];
}

/**
 * Draws a card as Teams takes it. A list or digest that is too long for one message goes on in `more`, torn between rows and never
 * cut. Throws where a single row or a form is too long.
 */
export function renderTeams(card: Card, reading: TeamsReading): TeamsMessage {
  const drawing: Drawing = {
    naming: { mentions: card.mentions, roster: rosterOf(card.mentions, reading.tenant), mentioned: new Set() },
    losses: new Set(),
  };
  noteLosses(card.content, "AdaptiveCard", drawing.losses);
  const body = card.content.body.map((element) => pieceOf(element, drawing));
  const frame = frameOf(card, reading, drawing);
  const whole = pageOf(body, frame, card);
  const losses = [...drawing.losses];
  const bytes = bytesOf(whole.content);
  if (bytes <= CARD_BYTES) return { ...whole, more: [], losses };
  if (isForm(card)) throw new Error(`teams: the form ${card.template} takes ${bytes} bytes`);

  const rows = card.content.body.flatMap((element) => piecesOf(element, drawing));
  const [first, ...more] = thatPage(severalPages(rows, frame, card), card.page);
  if (!first) throw new Error(`teams: the buttons of the card ${card.template} are too long for a message`);
  return { ...first, more, losses };
}

interface Drawing {
  naming: Naming;
  losses: Losses;
}

/** What stands around the body. */
interface Frame {
  actions: AdaptiveElement[];
  refresh: { [property: string]: Json } | null;
}

const isForm = ({ content }: Card): boolean => content.body.some(({ type }) => type.startsWith("Input."));

function frameOf(card: Card, { refreshFor }: TeamsReading, drawing: Drawing): Frame {
  const actions = (card.content.actions ?? []).map((action) => draw(action, drawing));
  if (!card.shows) return { actions, refresh: null };
  const command = card.shows as Json;
  // To draw a form anew would take away what has been filled in: a form gets a way back instead.
  if (isForm(card)) return { actions: [...actions, wayBack(command)], refresh: null };
  if (refreshFor === undefined) return { actions, refresh: null };
  const userIds = refreshFor === "everybody" ? {} : { userIds: refreshFor.slice(0, LIMITS.refreshUsers) };
  return { actions, refresh: { action: { type: "Action.Execute", title: "Refresh", verb: REFRESH, data: command }, ...userIds } };
}

/** Without a refresh: one answer cannot take the place of several messages. The buttons stand on the last. */
function severalPages(pieces: Piece[], { actions }: Frame, card: Card): TeamsPage[] {
  const [title, rest] = titleFirst(pieces);
  const bare = { actions, refresh: null };
  const around = bytesOf(pageOf([...title, whereOf(99, 99)], bare, card).content);
  const pages = paginate(rest, CARD_BYTES - around);
  return pages.map((page, index) => {
    const number = index + 1;
    const isLast = number === pages.length;
    const all = pages.length === 1 ? [...title, ...page] : [...title, whereOf(number, pages.length), ...page];
    const drawn = pageOf(all, { ...bare, actions: isLast ? actions : [] }, card);
    const bytes = bytesOf(drawn.content);
    if (bytes > CARD_BYTES) throw new Error(`teams: one row of the card ${card.template} takes ${bytes} bytes`);
    return pages.length === 1 ? drawn : { ...drawn, content: turnedTo(number, drawn.content) };
  });
}

/** The title of the card, to be said on each page, unless it is as long as a text. */
function titleFirst(pieces: Piece[]): [Piece[], Piece[]] {
  const [first, ...rest] = pieces;
  const isTitle = first && !first.opens && first.said.join("").length <= REPEATED_TITLE;
  return isTitle ? [[first], rest] : [[], pieces];
}

/** Which page it is. */
function whereOf(number: number, pages: number): Piece {
  const label = pageLabel(number, pages);
  const element = { type: "TextBlock", text: label, wrap: true, isSubtle: true, spacing: "None" };
  return { elements: [element], said: [label], mentioned: new Set() };
}

/** The buttons of that page know on which they stand. */
function turnedTo(number: number, content: AdaptiveCard): AdaptiveCard {
  const turned = (part: Json): Json => {
    if (Array.isArray(part)) return part.map(turned);
    if (typeof part !== "object" || part === null) return part;
    if (part.type === "Action.Execute") return { ...part, data: onPage(part.data ?? null, number) };
    return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, turned(inner)]));
  };
  return { ...content, body: content.body.map((element) => turned(element) as AdaptiveElement) };
}

function pageOf(pieces: readonly Piece[], { actions, refresh }: Frame, card: Card): TeamsPage {
  const entities = [...new Set(pieces.flatMap((piece) => [...piece.mentioned]))];
  const speech = plainSpeech(card.mentions);
  const said = [...pieces.flatMap((piece) => piece.said), ...actions.flatMap((action) => linesOf(action, speech))];
  const { actions: _, body, ...rest } = card.content;
  const content: AdaptiveCard = {
    ...rest,
    fallbackText: said.join("\n"),
    body: pieces.flatMap(({ elements }) => elements),
    ...(actions.length > 0 && { actions }),
    ...(refresh && { refresh }),
    msteams: { ...(body.some(hasColumns) && { width: "Full" }), entities },
  };
  return { content, summary: summaryOf(card) };
}

/** What it is and how it stands: the first two lines. */
function summaryOf(card: Card): string {
  const speech = plainSpeech(card.mentions);
  const lines: string[] = [];
  for (const element of card.content.body) {
    if (lines.length >= 2) break;
    lines.push(...linesOf(element, speech));
  }
  const said = lines.slice(0, 2).join(" · ");
  return said.length <= LIMITS.summary ? said : `${said.slice(0, LIMITS.summary - 1).trimEnd()}…`;
}

/** Rows and things side by side want the width that there is. */
const hasColumns = (element: AdaptiveElement): boolean =>
  element.type === "ColumnSet" || elementsOf(element.items).some(hasColumns);

/** A container that is a list of rows, as these rows one by one; its heading stays with the first, and stands again where it goes on. */
function piecesOf(element: AdaptiveElement, drawing: Drawing): Piece[] {
  if (element.type !== "Container" || isRow(element)) {
    const opens = element.type === "Container" && hasHeading(element);
    return [{ ...pieceOf(element, drawing), ...(opens && { opens }) }];
  }
  const [first, ...others] = elementsOf(element.items);
  if (!first) return [];
  const rule = element.separator === true ? { separator: true } : {};
  const [heading, row, ...rest] = [{ ...first, ...rule }, ...others].map((each) => pieceOf(each, drawing));
  if (!heading || !row || !hasHeading(element)) return [heading, row, ...rest].filter((piece) => piece !== undefined);
  const together: Piece = {
    elements: [...heading.elements, ...row.elements],
    said: [...heading.said, ...row.said],
    mentioned: new Set([...heading.mentioned, ...row.mentioned]),
    opens: true,
  };
  return [together, ...rest.map((piece) => ({ ...piece, under: heading }))];
}

function pieceOf(element: AdaptiveElement, drawing: Drawing): Piece {
  const mentioned = new Set<MentionEntity>();
  const drawn = draw(element, { ...drawing, naming: { ...drawing.naming, mentioned } });
  return { elements: [drawn], said: linesOf(element, plainSpeech(drawing.naming.mentions)), mentioned };
}

function draw(element: AdaptiveElement, drawing: Drawing): AdaptiveElement {
  noteLosses(element, element.type, drawing.losses);
  switch (element.type) {
    case "TextBlock": {
      const text = teamsMarkdown(parseMarkdown(String(element.text)), drawing.naming);
      return text === element.text ? element : { ...element, text };
    }
    case "FactSet":
      return { ...element, facts: facts(element, drawing) };
    case "Container":
      return { ...element, items: drawAll(element.items, drawing) };
    case "ColumnSet":
      return { ...element, columns: elementsOf(element.columns).map((column) => drawColumn(column, drawing)) };
    case "ActionSet":
      return { ...element, actions: drawAll(element.actions, drawing) };
    case "Action.Execute":
      return { ...element, verb: verbOf(element) };
    default:
      // Nothing else that `noteLosses` knows has text that is more than plain.
      return peoplePicker(element);
  }
}

const drawAll = (elements: Json | undefined, drawing: Drawing): AdaptiveElement[] =>
  elementsOf(elements).map((element) => draw(element, drawing));

function drawColumn(column: AdaptiveElement, drawing: Drawing): AdaptiveElement {
  noteLosses(column, "Column", drawing.losses);
  return { ...column, items: drawAll(column.items, drawing) };
}

const facts = (factSet: AdaptiveElement, { naming }: Drawing): Json[] =>
  factsOf(factSet).map(({ title, value }) => ({ title: teamsMarkdown(title, naming), value: teamsMarkdown(value, naming) }));

/** A button carries a whole command, and says which in words that logs may hold. */
function verbOf({ data }: AdaptiveElement): string {
  if (typeof data === "object" && data !== null && !Array.isArray(data) && typeof data.do === "string") return data.do;
  throw new Error("teams: a button must carry a command, this one does not");
}
