"use client";

import { useQuery } from "@tanstack/react-query";
import { Wallet } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { balanceQuery } from "@/lib/credits/client";

/** The balance as a link to the ledger: what the server knew with the page, then what jobs make of it. */
export function CreditsChip({ credits }: { credits: number }) {
  const t = useTranslations("shell");
  const format = useFormatter();
  const { data } = useQuery({ ...balanceQuery(), staleTime: 60_000 });
  const available = data?.available ?? credits;
  return (
    <Link
      href="/credits"
      aria-label={t("creditsChip", { count: available })}
      className="tabular flex h-9 items-center gap-1.5 rounded-md border border-line bg-surface px-3 font-medium text-sm hover:bg-subtle"
    >
      <Wallet strokeWidth={1.5} className="size-4 text-muted" aria-hidden />
      {format.number(available)}
    </Link>
  );
}
