import type { ReactNode } from "react";
import { requireRecord } from "@/app/admin/require-record";

interface LayoutProps {
  params: Promise<{ id: string }>;
  children: ReactNode;
}

export default async function Layout({ params, children }: LayoutProps) {
  await requireRecord("image", (await params).id);
  return children;
}
