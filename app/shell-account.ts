import type { ShellAccount } from "@/components/shell/nav/account";
import { getAccount } from "@/lib/accounts/read";
import { permissionsOf } from "@/lib/accounts/rules";
import { getBalance } from "@/lib/credits/read";
import { findUserContext } from "@/lib/entry/page";

/** What the header of every surface shows of the person; null for a visitor. */
export async function shellAccount(): Promise<ShellAccount | null> {
  const ctx = await findUserContext();
  if (!ctx) return null;
  const [account, balance] = await Promise.all([getAccount({ ctx }), getBalance({ ctx })]);
  const { username, email, plan } = account;
  const canSeePanel = permissionsOf(ctx.actor).includes("READ_ADMIN");
  const isViewed = ctx.actor.viewedBy !== undefined;
  return { username, email: email ?? "", plan, balance, canSeePanel, isViewed, readAtMs: ctx.now.getTime() };
}
