import type { ReactNode } from "react";
import { signOutAction } from "@/app/(auth)/actions";
import { StudioLayout } from "@/components/shell/studio-layout";
import { getAccount } from "@/lib/accounts/read";
import { getBalance } from "@/lib/credits/read";
import { findUserContext } from "@/lib/entry/page";

/** The frame of the signed-in application. Pages ask for the session themselves; this only shows it. */
export default async function Layout({ children }: { children: ReactNode }) {
  return (
    <StudioLayout account={await shellAccount()} signOut={signOutAction}>
      {children}
    </StudioLayout>
  );
}

async function shellAccount() {
  const ctx = await findUserContext();
  if (!ctx) return null;
  const [account, balance] = await Promise.all([getAccount({ ctx }), getBalance({ ctx })]);
  const { username, email, plan } = account;
  return { username, email, plan, balance, readAtMs: ctx.now.getTime() };
}
