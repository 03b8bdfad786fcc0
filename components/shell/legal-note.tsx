"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/lib/platform/cn";

interface LegalNoteProps {
  /** What somebody is about to do, and agrees to by doing it. */
  when: "signUp" | "pay";
  className?: string;
}

/** One line beside the button: which texts it accepts. They open beside the form, so that nothing typed is lost. */
export function LegalNote({ when, className }: LegalNoteProps) {
  const t = useTranslations("legal");
  const link = (href: string) => (text: ReactNode) => (
    <Link
      href={href}
      target="_blank"
      className="underline decoration-line-strong underline-offset-4 hover:text-text"
    >
      {text}
    </Link>
  );
  return (
    <p className={cn("text-muted text-sm", className)}>
      {t.rich(when, {
        terms: link("/legal/terms"),
        privacy: link("/legal/privacy"),
        refunds: link("/legal/refunds"),
      })}
    </p>
  );
}
