import type { Metadata } from "next";
import type { ReactNode } from "react";
import { signOutAction } from "@/app/(auth)/actions";
import { Notices } from "@/app/notices";
import { shellAccount } from "@/app/shell-account";
import { ExploreFrame } from "@/components/explore/frame/explore-frame";
import { env } from "@/lib/platform/env";

/** Addresses in the pages' heads are whole ones. */
export const generateMetadata = (): Metadata => ({ metadataBase: new URL(env().APP_URL) });

/**
 * The public gallery has a frame of its own: the one of the other public pages brings the libraries of the whole
 * application along, four times what these pages may load.
 */
export default async function Layout({ children }: { children: ReactNode }) {
  const { SITE_OPERATOR_NAME, SITE_ICP_NUMBER } = env();
  const site = { operatorName: SITE_OPERATOR_NAME ?? null, icpNumber: SITE_ICP_NUMBER ?? null };
  return (
    <ExploreFrame account={await shellAccount()} signOut={signOutAction} notices={<Notices />} site={site}>
      {children}
    </ExploreFrame>
  );
}
