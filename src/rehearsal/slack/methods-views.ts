import { z } from "zod";
import { blockProblems, viewProblems } from "./block-limits.ts";
import { withIds } from "./blocks.ts";
import { slackPeople, teamOf } from "./conversations.ts";
import { type Answered, answered, type Method, refused, withArguments } from "./method.ts";
import { ViewBody } from "./views.ts";
import type { Workspace } from "./workspace.ts";

/** A view that Slack would take, with its blocks named, or the refusal. */
export function acceptView(
  view: ViewBody,
  type: ViewBody["type"],
  { nextId }: Pick<Workspace, "nextId">,
): { kind: "view"; view: ViewBody } | Extract<Answered, { kind: "error" }> {
  const problems = [...viewProblems(view), ...blockProblems(view.blocks, type)];
  if (view.type !== type) problems.push(`[ERROR] must be a ${type} view [json-pointer:/view/type]`);
  if (problems.length > 0) return refused("invalid_arguments", problems);
  return { kind: "view", view: { ...view, blocks: withIds(view.blocks, nextId) } };
}

const Triggered = z.object({ trigger_id: z.string(), view: ViewBody });

const open = withArguments(Triggered, ({ trigger_id, view }, { cast, workspace }) => {
  const accepted = acceptView(view, "modal", workspace);
  if (accepted.kind === "error") return accepted;
  const exchange = workspace.triggers.exchange(trigger_id);
  if (exchange.kind === "refused") return refused(exchange.error);
  return answered({ view: workspace.views.open(exchange.user, teamOf(cast), accepted.view) });
});

const push = withArguments(Triggered, ({ trigger_id, view }, { cast, workspace }) => {
  const accepted = acceptView(view, "modal", workspace);
  if (accepted.kind === "error") return accepted;
  const exchange = workspace.triggers.exchange(trigger_id);
  if (exchange.kind === "refused") return refused(exchange.error);
  const pushed = workspace.views.push(exchange.user, teamOf(cast), accepted.view);
  return pushed ? answered({ view: pushed }) : refused("push_limit_reached");
});

const Update = z.object({
  view: ViewBody,
  view_id: z.string().optional(),
  external_id: z.string().optional(),
  hash: z.string().optional(),
});

const update = withArguments(Update, ({ view, hash, ...by }, { workspace }) => {
  const found = workspace.views.find(by);
  if (!found) return refused("not_found");
  if (hash !== undefined && hash !== found.view.hash) return refused("hash_conflict");
  const accepted = acceptView(view, "modal", workspace);
  if (accepted.kind === "error") return accepted;
  return answered({ view: workspace.views.replace(found.user, found.view, accepted.view) });
});

const publish = withArguments(z.object({ user_id: z.string(), view: ViewBody }), ({ user_id, view }, { cast, workspace }) => {
  if (!slackPeople(cast).some(({ slackUser }) => slackUser === user_id)) return refused("user_not_found");
  const accepted = acceptView(view, "home", workspace);
  if (accepted.kind === "error") return accepted;
  return answered({ view: workspace.views.publish(user_id, teamOf(cast), accepted.view) });
});

export const viewMethods: Record<string, Method> = {
  "views.open": open,
  "views.push": push,
  "views.update": update,
  "views.publish": publish,
};
