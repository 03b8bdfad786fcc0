import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Notices } from "@/app/notices";
import { FreshPage } from "@/components/member/page/fresh-page";

export const metadata: Metadata = {
  robots: { index: false, follow: false },
  // Order numbers are no telephone numbers.
  formatDetection: { telephone: false, date: false, address: false, email: false },
};

/**
 * The frame of the member pages. It has no providers, so that a slow network carries little script, and no loading.tsx:
 * what is streamed has been answered with 200 already, and could no longer send anybody to WeChat.
 */
export default function Layout({ children }: { children: ReactNode }) {
  return (
    <div className="text-lg">
      <Notices />
      {children}
      <FreshPage />
    </div>
  );
}
