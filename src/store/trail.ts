import type { AuditEntry } from "../generated/prisma/client.ts";
import type { Db } from "./database.ts";

export type { AuditEntry };

/** The rows of one action, oldest first. */
export const auditOfAction = (db: Db, providerId: string, caseRef: string, actionNumber: number): Promise<AuditEntry[]> =>
  db.auditEntry.findMany({ where: { providerId, caseRef, actionNumber }, orderBy: { seq: "asc" } });
