import type { ReactNode } from "react";
import { personOf } from "./person-of";

interface LayoutProps {
  params: Promise<{ id: string }>;
  children: ReactNode;
}

/** Asks for the person above every `loading` file, below which the head of the answer is sent already. */
export default async function Layout({ params, children }: LayoutProps) {
  await personOf((await params).id);
  return children;
}
