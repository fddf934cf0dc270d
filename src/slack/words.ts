/** Stand for the brackets of a real mention while those that were typed are undone. */
const OPEN = "\u0001";
const CLOSE = "\u0002";

/**
 * What somebody typed in Slack, as platform-neutral words: people as `<@slack/T…/U…>`, channels and links as what one reads, and
 * Slack's escapes undone. Only Slack itself writes `<`: a person's own arrives as `&lt;`, so nobody can type a mention that is none.
 */
export function neutralWords(text: string, workspace: string): string {
  return (
    text
      // Ours, for a moment: what somebody sends of them must not become a mention either.
      .replaceAll(OPEN, "")
      .replaceAll(CLOSE, "")
      .replace(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, (_, user: string) => `${OPEN}@slack/${workspace}/${user}${CLOSE}`)
      .replace(/<#[A-Z0-9]+\|([^>]*)>/g, "#$1")
      .replace(/<![^>]*>/g, "")
      .replace(/<([^>|]+)\|([^>]+)>/g, (_, url: string, label: string) =>
        label === url || url.endsWith(label) ? url : `${label} (${url})`,
      )
      .replace(/<([^>]+)>/g, "$1")
      .replace(/&lt;/g, "<")
      .replace(/&gt;/g, ">")
      .replace(/&amp;/g, "&")
      // A typed `<@slack/…>` must not become a mention now that its escapes are gone.
      .replace(/<@(?=(?:slack|teams)\/)/g, "< @")
      .replaceAll(OPEN, "<")
      .replaceAll(CLOSE, ">")
      .trim()
  );
}
