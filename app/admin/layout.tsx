import type { Metadata } from "next";
import type { ReactNode } from "react";
import { signOutAction } from "@/app/(auth)/actions";
import { Notices } from "@/app/notices";
import { shellAccount } from "@/app/shell-account";
import { AdminNav } from "@/components/admin/nav/admin-nav";
import { StudioLayout } from "@/components/shell/studio-layout";

export const metadata: Metadata = { robots: { index: false, follow: false } };

/** The frame of the admin pages. Each page asks for its permission itself; this only shows it. */
export default async function Layout({ children }: { children: ReactNode }) {
  return (
    <StudioLayout account={await shellAccount()} signOut={signOutAction} notices={<Notices />} isPanel>
      <div className="flex min-w-0 flex-1 flex-col lg:flex-row">
        <AdminNav />
        <div className="flex min-w-0 flex-1 flex-col">{children}</div>
      </div>
    </StudioLayout>
  );
}
