import type { ReactNode } from "react";
import { signOutAction } from "@/app/(auth)/actions";
import { Notices } from "@/app/notices";
import { shellAccount } from "@/app/shell-account";
import { StudioLayout } from "@/components/shell/studio-layout";

/** The frame of the signed-in application. Pages ask for the session themselves; this only shows it. */
export default async function Layout({ children }: { children: ReactNode }) {
  return (
    <StudioLayout account={await shellAccount()} signOut={signOutAction} notices={<Notices />}>
      {children}
    </StudioLayout>
  );
}
