import { z } from "zod";
import { APP } from "./app-identity.ts";
import { Block } from "./blocks.ts";

/** A form or a home tab as the app sends it. */
export const ViewBody = z.looseObject({
  type: z.enum(["modal", "home"]),
  blocks: z.array(Block),
  callback_id: z.string().optional(),
  private_metadata: z.string().optional(),
  external_id: z.string().optional(),
  notify_on_close: z.boolean().optional(),
});
export type ViewBody = z.infer<typeof ViewBody>;

/** The same as Slack keeps it and sends it back. */
export interface SlackView extends ViewBody {
  id: string;
  team_id: string;
  hash: string;
  root_view_id: string;
  previous_view_id: string | null;
}

/** Slack lets an app stack three forms. */
const DEEPEST = 3;

/** What forms each person has open, the top one last, and everybody's home tab. */
export function createViews({ changed }: { changed(): void }) {
  const openFor = new Map<string, SlackView[]>();
  const homes = new Map<string, SlackView>();
  let made = 0;

  const asSlackKeepsIt = (body: ViewBody, team: string, below: SlackView | undefined): SlackView => {
    made += 1;
    const id = `V${String(made).padStart(9, "0")}`;
    return {
      ...body,
      callback_id: body.callback_id ?? "",
      private_metadata: body.private_metadata ?? "",
      external_id: body.external_id ?? "",
      state: { values: {} },
      id,
      team_id: team,
      hash: `${made}.${id}`,
      root_view_id: below?.root_view_id ?? id,
      previous_view_id: below?.id ?? null,
      app_id: APP.appId,
      bot_id: APP.botId,
      app_installed_team_id: team,
    };
  };

  const stack = (user: string): SlackView[] => openFor.get(user) ?? [];
  const setStack = (user: string, views: SlackView[]): void => {
    openFor.set(user, views);
    changed();
  };

  return {
    /** The form that the person sees now. */
    top: (user: string): SlackView | undefined => stack(user).at(-1),
    home: (user: string): SlackView | undefined => homes.get(user),

    open(user: string, team: string, body: ViewBody): SlackView {
      const view = asSlackKeepsIt(body, team, undefined);
      setStack(user, [view]);
      return view;
    },

    /** Undefined where the stack is full. */
    push(user: string, team: string, body: ViewBody): SlackView | undefined {
      const views = stack(user);
      if (views.length >= DEEPEST) return undefined;
      const view = asSlackKeepsIt(body, team, views.at(-1));
      setStack(user, [...views, view]);
      return view;
    },

    find(by: { view_id?: string | undefined; external_id?: string | undefined }): { user: string; view: SlackView } | undefined {
      for (const [user, views] of openFor) {
        const view = views.find(({ id, external_id }) => (by.view_id ? id === by.view_id : external_id === by.external_id));
        if (view) return { user, view };
      }
      return undefined;
    },

    replace(user: string, old: SlackView, body: ViewBody): SlackView {
      const made = asSlackKeepsIt(body, old.team_id, undefined);
      const view = { ...made, id: old.id, root_view_id: old.root_view_id, previous_view_id: old.previous_view_id };
      setStack(
        user,
        stack(user).map((each) => (each.id === old.id ? view : each)),
      );
      return view;
    },

    closeTop: (user: string): void => setStack(user, stack(user).slice(0, -1)),
    closeAll: (user: string): void => setStack(user, []),

    publish(user: string, team: string, body: ViewBody): SlackView {
      const view = asSlackKeepsIt(body, team, undefined);
      homes.set(user, view);
      changed();
      return view;
    },
  };
}

export type Views = ReturnType<typeof createViews>;
