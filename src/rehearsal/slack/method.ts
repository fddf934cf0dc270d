import type { z } from "zod";
import type { Cast } from "../cast.ts";
import type { Workspace } from "./workspace.ts";

/** What a method answers, without `ok`. */
export type Answered = { kind: "ok"; body: Record<string, unknown> } | { kind: "error"; error: string; details?: string[] };

export type Method = (args: Record<string, unknown>, call: { cast: Cast; workspace: Workspace; publicUrl: string }) => Answered;

export const answered = (body: Record<string, unknown> = {}): Answered => ({ kind: "ok", body });
export const refused = (error: string, details?: string[]): Extract<Answered, { kind: "error" }> => ({
  kind: "error",
  error,
  ...(details && { details }),
});

/** A method's arguments as its schema wants them, else Slack's answer to arguments that it cannot read. */
export function withArguments<Shape extends z.ZodType>(
  shape: Shape,
  answer: (args: z.infer<Shape>, call: Parameters<Method>[1]) => Answered,
): Method {
  return (raw, call) => {
    const parsed = shape.safeParse(raw);
    if (parsed.success) return answer(parsed.data, call);
    const first = parsed.error.issues[0]?.path[0];
    if (first === "channel") return refused("channel_not_found");
    if (first === "blocks")
      return refused("invalid_blocks", ["[ERROR] blocks must be an array of blocks [json-pointer:/blocks]"]);
    return refused(
      "invalid_arguments",
      parsed.error.issues.map((issue) => `[ERROR] ${issue.message} [json-pointer:/${issue.path.join("/")}]`),
    );
  };
}
