import type { Metadata } from "next";
import type { ReactNode } from "react";
import { signOutAction } from "@/app/(auth)/actions";
import { shellAccount } from "@/app/shell-account";
import { StudioLayout } from "@/components/shell/studio-layout";

export const metadata: Metadata = { robots: { index: false, follow: false } };

/** The frame of the admin pages. Each page asks for its permission itself; this only shows it. */
export default async function Layout({ children }: { children: ReactNode }) {
  return (
    <StudioLayout account={await shellAccount()} signOut={signOutAction}>
      {children}
    </StudioLayout>
  );
}
