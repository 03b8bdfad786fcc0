import type { Metadata } from "next";
import type { ReactNode } from "react";
import { signOutAction } from "@/app/(auth)/actions";
import { Notices } from "@/app/notices";
import { shellAccount } from "@/app/shell-account";
import { FinderForm } from "@/components/admin/find/finder-form";
import { AdminNav } from "@/components/admin/nav/admin-nav";
import { StudioLayout } from "@/components/shell/studio-layout";
import { requirePermissionPage } from "@/lib/entry/page";

export const metadata: Metadata = { robots: { index: false, follow: false } };

/**
 * The frame of the admin pages. Each page asks for its permission itself; the frame asks as well, because below a
 * `loading` file the head of the answer is sent before a page can say that it is not there.
 */
export default async function Layout({ children }: { children: ReactNode }) {
  await requirePermissionPage("READ_ADMIN");
  return (
    <StudioLayout account={await shellAccount()} signOut={signOutAction} notices={<Notices />} isPanel>
      <div className="flex min-w-0 flex-1 flex-col lg:flex-row">
        <AdminNav />
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="px-safe pt-4">
            <FinderForm />
          </div>
          {children}
        </div>
      </div>
    </StudioLayout>
  );
}
