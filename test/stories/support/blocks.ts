/** What a person reads and presses in Block Kit, without knowing how we draw it. */

export type Block = Record<string, unknown>;

export interface Button {
  label: string;
  block: string;
  action: string;
  /** The command that it carries, as JSON. */
  value: string;
}

/** Everything readable, a line a block. `names` says how Slack shows a mentioned user. */
export function wordsOf(part: unknown, names: Record<string, string> = {}): string {
  if (Array.isArray(part)) return part.map((inner) => wordsOf(inner, names)).join("\n");
  if (typeof part !== "object" || part === null) return "";
  const block = part as Block;
  if (block.type === "user") return `@${names[String(block.user_id)] ?? block.user_id}`;
  if (typeof block.text === "string") return readable(block.text, names);
  const inner = ["text", "label", "hint", "fields", "elements", "accessory", "element", "title", "submit"].filter(
    (name) => block[name],
  );
  const words = inner.map((name) => wordsOf(block[name], names)).join("\n");
  return block.type === "rich_text_section" ? words.replaceAll("\n", "") : words;
}

/** As Slack shows mrkdwn: mentions by name, escapes undone, bold without its stars. */
const readable = (text: string, names: Record<string, string>): string =>
  text
    .replace(/<@(\w+)>/g, (_, user: string) => `@${names[user] ?? user}`)
    .replace(/<([^>|]+)\|([^>]+)>/g, "$2")
    .replaceAll("*", "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

export function buttonsOf(blocks: Block[]): Button[] {
  const found: Button[] = [];
  for (const block of blocks) {
    const within = [block.accessory, ...(Array.isArray(block.elements) ? block.elements : [])] as (Block | undefined)[];
    for (const element of within) {
      if (element?.type !== "button") continue;
      const label = String((element.text as { text: string }).text);
      const { action_id: action, value } = element as { action_id: string; value?: string };
      found.push({ label, block: String(block.block_id ?? ""), action, value: value ?? "" });
    }
  }
  return found;
}

/** The inputs of a form: where each is, by its name. */
export function inputsOf(blocks: Block[]): { name: string; block: string; type: string }[] {
  return blocks.flatMap((block) => {
    const element = block.element as { action_id: string; type: string } | undefined;
    return element ? [{ name: element.action_id, block: String(block.block_id), type: element.type }] : [];
  });
}
