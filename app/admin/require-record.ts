import { notFound } from "next/navigation";
import { requirePermissionPage } from "@/lib/entry/page";
import { findAnything } from "@/lib/stats/finder/find";
import type { FoundView } from "@/lib/stats/schema";

const ID = /^[a-z]{3}_[0-9a-z]{26}$/;

/**
 * Ends a page whose record there is none of, by one question for its primary key. For layouts: they stand above the
 * `loading` files, below which the head of the answer is sent already, and are all that a prefetched link renders.
 */
export async function requireRecord(kind: FoundView["kind"], id: string): Promise<void> {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const found = ID.test(id) ? await findAnything({ ctx, input: { q: id } }) : [];
  if (!found.some((one) => one.kind === kind && one.id === id)) notFound();
}
