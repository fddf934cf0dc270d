/** A conversation of ours on Teams, as that platform wants it named before it lets us write there. */
export interface KnownConversation {
  platform: "teams";
  workspace: string;
  conversation: string;
  /** Whose own conversation with us it is; null for a room. */
  user: string | null;
  kind: "personal" | "room";
  serviceUrl: string;
  botId: string;
}

/** How to reach a tenant: the address that its requests came with, and who we are there. */
export type Reach = Pick<KnownConversation, "serviceUrl" | "botId">;

/**
 * What is remembered of where we may write. A platform's adapter does not know the store: it is handed this. Ids are lower case where
 * the platform does not tell cases apart.
 */
export interface References {
  remember(known: KnownConversation, at: Date): Promise<void>;
  /** The app was removed there. */
  forget(workspace: string, conversation: string): Promise<void>;
  personal(workspace: string, user: string): Promise<KnownConversation | null>;
  room(workspace: string, conversation: string): Promise<KnownConversation | null>;
  /** The way that the tenant was last heard through. */
  lastReach(workspace: string): Promise<Reach | null>;
  /** `account` is the platform's name for that person towards this bot alone: Teams' `29:…`. */
  rememberPerson(workspace: string, user: string, account: string): Promise<void>;
  accountOf(workspace: string, user: string): Promise<string | null>;
  userOf(workspace: string, account: string): Promise<string | null>;
}
