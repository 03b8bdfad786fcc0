import type { ReactNode } from "react";
import { Notices } from "@/app/notices";
import { AuthLayout } from "@/components/shell/auth-layout";

export default function Layout({ children }: { children: ReactNode }) {
  return <AuthLayout notices={<Notices />}>{children}</AuthLayout>;
}
