"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useExplore } from "../texts";

interface CopyTextProps {
  text: string;
  label: string;
  className: string;
}

/** Copies a text and says so, or that it could not, for a while. */
export function CopyText({ text, label, className }: CopyTextProps) {
  const { texts } = useExplore();
  const [outcome, setOutcome] = useState<"copied" | "failed">();
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(undefined), 3_000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    try {
      // Browsers offer the clipboard on https and localhost only; elsewhere it is missing, not refusing.
      await navigator.clipboard.writeText(text);
      setOutcome("copied");
    } catch {
      setOutcome("failed");
    }
  };
  const Icon = outcome === "copied" ? Check : Copy;
  const said = outcome && { copied: texts.copied, failed: texts.copyFailed }[outcome];
  return (
    <button type="button" onClick={copy} className={className}>
      <Icon strokeWidth={1.5} aria-hidden />
      <span aria-live="polite">{said ?? label}</span>
    </button>
  );
}
