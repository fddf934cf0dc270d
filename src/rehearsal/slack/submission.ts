import { z } from "zod";
import { DONE, type GestureOutcome, problem } from "../gesture-outcome.ts";
import { parseJson } from "../http.ts";
import { type Answer, refusedBy } from "./deliver.ts";
import { acceptView } from "./methods-views.ts";
import { type SlackView, ViewBody } from "./views.ts";
import type { Workspace } from "./workspace.ts";

/** What an app may answer to a filled form; an empty answer closes it. */
const Response = z.discriminatedUnion("response_action", [
  z.object({ response_action: z.literal("errors"), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal("clear") }),
  z.object({ response_action: z.literal("update"), view: ViewBody }),
  z.object({ response_action: z.literal("push"), view: ViewBody }),
]);

const OVER_LIMIT = problem("The next form is over one of Slack's limits, so it is not shown.");

/** Does to the person's open forms what the answer to a submission asks for. */
export function afterSubmission(
  { views, ...workspace }: Workspace,
  { user, view }: { user: string; view: SlackView },
  answer: Answer,
): GestureOutcome {
  const refused = refusedBy(answer);
  if (refused) return problem(refused);
  const response = Response.safeParse(answer.kind === "answered" ? parseJson(answer.body) : undefined).data;
  switch (response?.response_action) {
    case "errors":
      return { kind: "errors", errors: response.errors };
    case "clear":
      views.closeAll(user);
      return DONE;
    case "update":
    case "push": {
      const accepted = acceptView(response.view, "modal", workspace);
      if (accepted.kind === "error") return OVER_LIMIT;
      if (response.response_action === "update") views.replace(user, view, accepted.view);
      else views.push(user, view.team_id, accepted.view);
      return DONE;
    }
    case undefined:
      views.closeTop(user);
      return DONE;
  }
}
