import { eq, or, sql } from "drizzle-orm";
import type { z } from "zod";
import { type Executor, executor } from "@/db/client";
import { orders, refunds, users, wechatIdentities } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { type FoundView, findAnythingInput } from "../schema";
import { findById } from "./by-id";

/** Records of one kind that one text leads to. */
const MOST = 10;

/** People by their whole address or name, or by what WeChat knows them as. */
async function findPeople(from: Executor, text: string): Promise<FoundView[]> {
  const lower = text.toLowerCase();
  const [named, followed] = await Promise.all([
    from
      .select({ id: users.id, text: users.username })
      .from(users)
      .where(or(eq(users.email, lower), sql`lower(${users.username}) = ${lower}`))
      .limit(MOST),
    from
      .select({ id: users.id, text: users.username })
      .from(wechatIdentities)
      .innerJoin(users, eq(users.id, wechatIdentities.userId))
      .where(eq(wechatIdentities.openid, text))
      .limit(MOST),
  ]);
  const people = new Map([...named, ...followed].map((row) => [row.id, row]));
  return [...people.values()].map((row) => ({ kind: "user", ...row }));
}

/** Orders by WeChat Pay's own numbers: of the payment, or of money that went back. */
async function findPaid(from: Executor, text: string): Promise<FoundView[]> {
  const [paid, returned] = await Promise.all([
    from.select({ id: orders.id }).from(orders).where(eq(orders.transactionId, text)),
    from.select({ id: refunds.orderId }).from(refunds).where(eq(refunds.refundId, text)),
  ]);
  return [...new Set([...paid, ...returned].map(({ id }) => id))].map((id) => ({
    ...{ kind: "order", id, text: null },
  }));
}

/** An id, or the name of a person, in an address of the product, as complaints quote them. */
const IN_ADDRESS = /[a-z]{3}_[0-9a-z]{26}(?![0-9a-z])/i;
const AUTHOR = /\/authors\/([^/?#\s]+)/;

/** What of a text is looked for: of an address the record that it names, otherwise the text itself. */
function wantedOf(text: string): string {
  if (!/^(https?:\/)?\//i.test(text)) return text;
  const [id] = IN_ADDRESS.exec(text) ?? [];
  const [, author] = AUTHOR.exec(text) ?? [];
  return id ?? (author === undefined ? text : decoded(author));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * The records that a text leads to: an id of what has a page of the panel or belongs to what has one, the address, name
 * or openid of a person, a number of WeChat Pay, or an address of the product in which one of them stands. Every
 * question is about one value and answered by an index; nothing is looked for inside of words.
 */
export async function findAnything({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof findAnythingInput>;
}): Promise<FoundView[]> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const text = wantedOf(findAnythingInput.parse(input).q.trim());
  if (text === "") return [];
  const from = executor(ctx);
  const byId = findById(from, text);
  if (byId) return byId;
  const [people, paid] = await Promise.all([findPeople(from, text), findPaid(from, text)]);
  return [...people, ...paid];
}
