"use client";

import { useQuery } from "@tanstack/react-query";
import { Wallet } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { balanceQuery } from "@/lib/credits/client";
import type { BalanceView } from "@/lib/credits/schema";

interface CreditsChipProps {
  balance: BalanceView;
  readAtMs: number;
}

/**
 * The balance as a link to the ledger: what the server knew with the page, then what jobs make of it. Everything
 * else on the page that shows the balance comes to life with the same number, because the cache holds it at once.
 */
export function CreditsChip({ balance, readAtMs }: CreditsChipProps) {
  const t = useTranslations("shell");
  const format = useFormatter();
  const { data } = useQuery({
    ...balanceQuery(),
    staleTime: 60_000,
    initialData: balance,
    initialDataUpdatedAt: readAtMs,
  });
  const { available } = data;
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
