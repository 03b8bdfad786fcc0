import type { ReactNode } from "react";
import { recordOf } from "./record-of";

interface LayoutProps {
  params: Promise<{ id: string }>;
  children: ReactNode;
}

/** Asks for the image above every `loading` file, below which the head of the answer is sent already. */
export default async function Layout({ params, children }: LayoutProps) {
  await recordOf((await params).id);
  return children;
}
