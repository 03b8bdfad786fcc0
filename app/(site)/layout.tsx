import type { ReactNode } from "react";
import { signOutAction } from "@/app/(auth)/actions";
import { SiteLayout } from "@/components/shell/site-layout";
import { getAccount } from "@/lib/accounts/read";
import { getBalance } from "@/lib/credits/read";
import { findUserContext } from "@/lib/entry/page";

/** The frame of the public pages; whoever is signed in sees the same header as inside. */
export default async function Layout({ children }: { children: ReactNode }) {
  return (
    <SiteLayout account={await shellAccount()} signOut={signOutAction}>
      {children}
    </SiteLayout>
  );
}

async function shellAccount() {
  const ctx = await findUserContext();
  if (!ctx) return null;
  const [account, balance] = await Promise.all([getAccount({ ctx }), getBalance({ ctx })]);
  const { username, email, plan } = account;
  return { username, email, plan, balance, readAtMs: ctx.now.getTime() };
}
