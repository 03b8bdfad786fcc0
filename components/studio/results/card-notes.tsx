"use client";

import { Info } from "lucide-react";
import { useTranslations } from "next-intl";
import type { GenerationView } from "@/lib/generations/schema";

/** How what is made differs from what was asked, in quiet words. */
export function CardNotes({ view }: { view: GenerationView }) {
  const t = useTranslations("create.warnings");
  if (view.warnings.length === 0) return null;
  return (
    <ul className="flex max-w-prose flex-col gap-1 text-muted text-sm">
      {view.warnings.map((warning) => (
        <li key={warning} className="flex items-start gap-2">
          <Info strokeWidth={1.5} className="mt-0.5 size-4 shrink-0" aria-hidden />
          {t(warning)}
        </li>
      ))}
    </ul>
  );
}
