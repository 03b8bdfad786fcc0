import { Wallet } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";

/** The balance as a link to the ledger. */
export function CreditsChip({ credits }: { credits: number }) {
  const t = useTranslations("shell");
  const format = useFormatter();
  return (
    <Link
      href="/credits"
      aria-label={t("creditsChip", { count: credits })}
      className="tabular flex h-9 items-center gap-1.5 rounded-md border border-line bg-surface px-3 font-medium text-sm hover:bg-subtle"
    >
      <Wallet strokeWidth={1.5} className="size-4 text-muted" aria-hidden />
      {format.number(credits)}
    </Link>
  );
}
