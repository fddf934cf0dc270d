import type { Db } from "./database.ts";

/** The provider of this store: there is one, or none before the first import. */
export const onlyProvider = (db: Db) => db.provider.findFirst();

export const providerById = (db: Db, id: string) => db.provider.findUniqueOrThrow({ where: { id } });
