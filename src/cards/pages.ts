/** What must stay together on one page of a card. `under` is the heading that stands over it, where a list goes on from an earlier page. */
export interface Pageable {
  /** A list begins with it: its heading and its first row. */
  opens?: true;
  under?: Pageable;
}

/**
 * Puts pieces on as many pages as they need; a piece is never torn and none is left out. A list that would fit a page of its own is not
 * torn either, so that a case stays together; one that is longer goes on under its heading.
 */
export function fillPages<P extends Pageable & { under?: P }>(
  pieces: readonly P[],
  fits: (page: readonly P[]) => boolean,
): P[][] {
  const pages: P[][] = [];
  let page: P[] = [];
  const turn = () => {
    if (page.length > 0) pages.push(page);
    page = [];
  };
  for (const list of listsIn(pieces)) {
    // Only after another list: a page with nothing but a title on it is no page.
    if (page.some(isOfList) && !fits([...page, ...list]) && fits(list)) turn();
    for (const piece of list) {
      if (page.length > 0 && !fits([...page, piece])) {
        turn();
        if (piece.under && fits([piece.under, piece])) page.push(piece.under);
      }
      page.push(piece);
    }
  }
  turn();
  return pages;
}

const isOfList = (piece: Pageable): boolean => piece.opens === true || piece.under !== undefined;

/** What stands under one heading, together; anything else alone. */
function listsIn<P extends Pageable>(pieces: readonly P[]): P[][] {
  const lists: P[][] = [];
  for (const piece of pieces) {
    const list = lists.at(-1);
    if (piece.under !== undefined && list) list.push(piece);
    else lists.push([piece]);
  }
  return lists;
}

/** `2 of 3`, on every page of several. */
export const pageLabel = (page: number, pages: number): string => `${page} of ${pages}`;

/** A title is said again on each page, unless it is as long as a text. */
export const REPEATED_TITLE = 150;

/** The page that is asked for, of those that there are by now. */
export const thatPage = <T>(pages: readonly T[], page: number | undefined): readonly T[] =>
  page === undefined || pages.length <= 1 ? pages : pages.slice(Math.min(page, pages.length) - 1).slice(0, 1);

/** The data of a button that stands on that page: a press takes the place of this one, not of the first. */
export function onPage<T>(data: T, page: number): T {
  if (!isRecord(data) || !isRecord(data.again)) return data;
  return { ...data, again: { ...data.again, page } };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
