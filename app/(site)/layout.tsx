import type { ReactNode } from "react";
import { signOutAction } from "@/app/(auth)/actions";
import { shellAccount } from "@/app/shell-account";
import { SiteLayout } from "@/components/shell/site-layout";

/** The frame of the public pages; whoever is signed in sees the same header as inside. */
export default async function Layout({ children }: { children: ReactNode }) {
  return (
    <SiteLayout account={await shellAccount()} signOut={signOutAction}>
      {children}
    </SiteLayout>
  );
}
