/** A channel's conversations are its threads: the channel is what stands before, and behind it the message that the thread begins with. */
const THREAD = ";messageid=";

export const placeOf = (conversation: string): string => conversation.split(";", 1)[0] ?? conversation;

/** The message that a thread of a channel begins with; undefined where the conversation is no thread. */
export const threadOf = (conversation: string): string | undefined =>
  conversation.split(THREAD, 2)[1]?.split(";", 1)[0] || undefined;

/** Only channels have threads; group chats and meeting chats have not. */
export const isChannel = (conversation: string): boolean => /@thread\.(?:tacv2|skype)$/.test(placeOf(conversation));

/** A conversation as Teams names it for what is said in a thread; where there are none, what is said in the room itself. */
export const threadIn = (conversation: string, thread: string | undefined): string =>
  thread !== undefined && isChannel(conversation) ? `${placeOf(conversation)}${THREAD}${thread}` : conversation;
