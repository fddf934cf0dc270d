import type { KnownConversation, References } from "../chat/references.ts";
import type { PrismaClient } from "../generated/prisma/client.ts";
import { direct } from "./direct.ts";

const PLATFORM = "teams";

/** Where Teams lets us write, kept in the store: every replica and every restart knows it. */
export function references(db: PrismaClient): References {
  return {
    async remember({ workspace, conversation, user, serviceUrl, botId }, at) {
      const seen = { userId: user, serviceUrl, botId, seenAt: at };
      await db.conversationReference.upsert({
        where: { platform_workspace_conversation: { platform: PLATFORM, workspace, conversation } },
        create: { platform: PLATFORM, workspace, conversation, ...seen },
        update: seen,
      });
    },
    async forget(workspace, conversation) {
      await db.conversationReference.deleteMany({ where: { platform: PLATFORM, workspace, conversation } });
    },
    async personal(workspace, user) {
      const [row] = await direct(db).$queryRaw<Row[]>`
        SELECT workspace, conversation, user_id AS "userId", service_url AS "serviceUrl", bot_id AS "botId"
        FROM conversation_reference WHERE platform = ${PLATFORM} AND workspace = ${workspace} AND user_id = ${user}
        ORDER BY seen_at DESC LIMIT 1`;
      return row ? known(row) : null;
    },
    async room(workspace, conversation) {
      const [row] = await direct(db).$queryRaw<Row[]>`
        SELECT workspace, conversation, user_id AS "userId", service_url AS "serviceUrl", bot_id AS "botId"
        FROM conversation_reference
        WHERE platform = ${PLATFORM} AND workspace = ${workspace} AND conversation = ${conversation} AND user_id IS NULL`;
      return row ? known(row) : null;
    },
    lastReach: (workspace) =>
      db.conversationReference.findFirst({
        where: { platform: PLATFORM, workspace },
        orderBy: { seenAt: "desc" },
        select: { serviceUrl: true, botId: true },
      }),
    async rememberPerson(workspace, user, account) {
      await db.platformAccount.upsert({
        where: { platform_workspace_userId: { platform: PLATFORM, workspace, userId: user } },
        create: { platform: PLATFORM, workspace, userId: user, account },
        update: { account },
      });
    },
    async accountOf(workspace, user) {
      const [row] = await direct(db).$queryRaw<{ account: string }[]>`
        SELECT account FROM platform_account WHERE platform = ${PLATFORM} AND workspace = ${workspace} AND user_id = ${user}`;
      return row?.account ?? null;
    },
    async userOf(workspace, account) {
      const [row] = await direct(db).$queryRaw<{ userId: string }[]>`
        SELECT user_id AS "userId" FROM platform_account
        WHERE platform = ${PLATFORM} AND workspace = ${workspace} AND account = ${account} LIMIT 1`;
      return row?.userId ?? null;
    },
  };
}

interface Row {
  workspace: string;
  conversation: string;
  userId: string | null;
  serviceUrl: string;
  botId: string;
}

const known = ({ workspace, conversation, userId, serviceUrl, botId }: Row): KnownConversation => ({
  platform: PLATFORM,
  workspace,
  conversation,
  user: userId,
  kind: userId === null ? "room" : "personal",
  serviceUrl,
  botId,
});
