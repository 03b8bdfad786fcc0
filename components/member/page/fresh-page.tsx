"use client";

import { useEffect } from "react";

/** A page that comes back out of the browser's memory shows what was true then; it is loaded anew. */
export function FreshPage() {
  useEffect(() => {
    const show = ({ persisted }: PageTransitionEvent) => persisted && location.reload();
    window.addEventListener("pageshow", show);
    return () => window.removeEventListener("pageshow", show);
  }, []);
  return null;
}
