import type { ReactNode } from "react";
import { signOutAction } from "@/app/(auth)/actions";
import { Notices } from "@/app/notices";
import { shellAccount } from "@/app/shell-account";
import { SiteLayout } from "@/components/shell/site-layout";
import { env } from "@/lib/platform/env";

/** The frame of the public pages; whoever is signed in sees the same header as inside. */
export default async function Layout({ children }: { children: ReactNode }) {
  const { SITE_OPERATOR_NAME, SITE_ICP_NUMBER } = env();
  const site = { operatorName: SITE_OPERATOR_NAME ?? null, icpNumber: SITE_ICP_NUMBER ?? null };
  return (
    <SiteLayout account={await shellAccount()} signOut={signOutAction} notices={<Notices />} site={site}>
      {children}
    </SiteLayout>
  );
}
