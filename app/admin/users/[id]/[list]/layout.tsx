import type { ReactNode } from "react";
import { listOf } from "./list-of";

interface LayoutProps {
  params: Promise<{ list: string }>;
  children: ReactNode;
}

/** Asks for the list above the `loading` file, below which the head of the answer is sent already. */
export default async function Layout({ params, children }: LayoutProps) {
  listOf((await params).list);
  return children;
}
