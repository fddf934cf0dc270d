import type { AdaptiveCard, TeamsMessage } from "./messages.ts";

/** A form that a message action has opened for one person. */
export interface Dialog {
  id: string;
  title: string;
  card: AdaptiveCard;
  /** The message that the action was chosen on. */
  about: TeamsMessage;
}

/** Which dialog each person has open; Teams shows one at a time. */
export function createDialogs({ changed }: { changed(): void }) {
  const openFor = new Map<string, Dialog>();
  let made = 0;
  return {
    of: (user: string): Dialog | undefined => openFor.get(user),

    open(user: string, dialog: Omit<Dialog, "id">): void {
      made += 1;
      openFor.set(user, { ...dialog, id: `dialog-${made}` });
      changed();
    },

    close(user: string): void {
      openFor.delete(user);
      changed();
    },
  };
}

export type Dialogs = ReturnType<typeof createDialogs>;
