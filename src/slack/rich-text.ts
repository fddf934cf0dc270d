import type { Json } from "../cards/card.ts";
import { nameOf } from "../cards/fallback.ts";
import type { Span } from "../cards/markdown.ts";
import type { Block } from "./block-kit.ts";
import { type Reader, slackUser } from "./mrkdwn.ts";

/** Text as a block in which Slack parses nothing: what somebody wrote stands there letter for letter. */
export const richText = (spans: readonly Span[], reader: Reader): Block => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: spans.map((span) => richSpan(span, reader)) }],
});

function richSpan(span: Span, reader: Reader): Json {
  const style = span.bold ? { style: { bold: true } } : {};
  switch (span.kind) {
    case "text":
      return { type: "text", text: span.text, ...style };
    case "link":
      return { type: "link", url: span.url, text: span.text, ...style };
    case "mention": {
      const user = slackUser(span.personId, reader);
      if (user === undefined) return { type: "text", text: nameOf(span.personId, reader.mentions), ...style };
      return { type: "user", user_id: user, ...style };
    }
  }
}
