import type { Transaction } from "@/db/client";
import { auditLog } from "@/db/schema";
import type { Actor, Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";

/** Who acted, as it stands in the audit log and on ledger entries. */
export function describeActor(actor: Actor): { kind: string; id: string; address: string } {
  switch (actor.kind) {
    case "user":
    case "admin":
      return { kind: actor.kind, id: actor.userId, address: actor.address };
    case "device":
      return { kind: "device", id: actor.deviceId, address: actor.address };
    case "key":
      return { kind: "key", id: actor.keyId, address: actor.address };
    case "anonymous":
      return { kind: "anonymous", id: "", address: actor.address };
    case "job":
      return { kind: "job", id: actor.name, address: "" };
    case "webhook":
      return { kind: "webhook", id: actor.vendor, address: "" };
  }
}

/** Writes one line of the audit log in the transaction of what it records. */
export async function recordAudit(
  ctx: Ctx,
  tx: Transaction,
  line: { action: string; subjectId: string; before?: unknown; after?: unknown; reason?: string },
): Promise<void> {
  const actor = describeActor(ctx.actor);
  await tx.insert(auditLog).values({
    id: newId("audit", ctx.now.getTime()),
    action: line.action,
    actorKind: actor.kind,
    actorId: actor.id,
    address: actor.address,
    subjectId: line.subjectId,
    before: line.before ?? null,
    after: line.after ?? null,
    reason: line.reason ?? null,
    requestId: ctx.requestId,
    createdAt: ctx.now,
  });
}
