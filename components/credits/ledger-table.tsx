"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { movementName } from "@/lib/credits/rules";
import type { LedgerEntryView } from "@/lib/credits/schema";
import { cn } from "@/lib/platform/cn";
import { chargedBy, generationOf } from "./rules";

/** Every movement, newest first. On narrow screens a row becomes a card of two lines. */
export function LedgerTable({ entries }: { entries: readonly LedgerEntryView[] }) {
  const t = useTranslations("ledger");
  return (
    <table className="w-full border-line border-y max-sm:block">
      <caption className="sr-only">{t("entries")}</caption>
      <thead className="max-sm:sr-only">
        <tr className="border-line border-b text-muted text-sm [&>th]:py-2 [&>th]:font-normal">
          <th scope="col" className="text-left">
            {t("time")}
          </th>
          <th scope="col" className="text-left">
            {t("what")}
          </th>
          <th scope="col" className="text-left">
            {t("generation")}
          </th>
          <th scope="col" className="text-right">
            {t("availableChange")}
          </th>
          <th scope="col" className="text-right sm:w-24">
            {t("heldChange")}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line max-sm:block">
        {entries.map((entry) => (
          <LedgerRow key={entry.id} entry={entry} />
        ))}
      </tbody>
    </table>
  );
}

function LedgerRow({ entry }: { entry: LedgerEntryView }) {
  const t = useTranslations("ledger");
  const format = useFormatter();
  const generation = generationOf(entry);
  return (
    <tr className="max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-4 max-sm:gap-y-1 max-sm:py-3 sm:[&>td]:py-2.5">
      <td className="tabular whitespace-nowrap text-muted max-sm:order-3 max-sm:text-sm sm:pr-6">
        <time dateTime={entry.createdAt}>{format.dateTime(new Date(entry.createdAt), "minute")}</time>
      </td>
      <td className="min-w-0 max-sm:order-1 sm:pr-6">
        <What entry={entry} />
      </td>
      <td className="max-sm:order-5 max-sm:text-sm sm:pr-6">
        {generation ? (
          <Link
            href={`/history?generation=${generation}`}
            className="underline decoration-line-strong underline-offset-4 hover:decoration-text"
          >
            {t("seeGeneration")}
          </Link>
        ) : null}
      </td>
      <td className="text-right max-sm:order-2">
        <Change amount={entry.available} strong />
      </td>
      <td className="text-right max-sm:order-4 max-sm:text-sm sm:w-24">
        <Change amount={entry.reserved} prefix={t("heldShort")} />
      </td>
    </tr>
  );
}

function What({ entry }: { entry: LedgerEntryView }) {
  const t = useTranslations("ledger");
  const name = movementName(entry);
  if (name) return t(name);
  if (entry.kind === "settle") return t("settled", { count: chargedBy(entry) });
  if (entry.kind !== "adjust") return t(`kinds.${entry.kind}`);
  return (
    <>
      {t("kinds.adjust")}
      {entry.reason ? <span className="block break-words text-muted text-sm">{entry.reason}</span> : null}
    </>
  );
}

interface ChangeProps {
  amount: number;
  strong?: boolean;
  /** Says on phones, which have no head of the table, what the number is. */
  prefix?: string;
}

function Change({ amount, strong = false, prefix }: ChangeProps) {
  const format = useFormatter();
  if (amount === 0) return <span className="text-muted max-sm:hidden">·</span>;
  return (
    <span
      className={cn("tabular", strong ? "font-medium" : "text-muted", strong && amount > 0 && "text-success")}
    >
      {prefix ? <span className="sm:sr-only">{prefix} </span> : null}
      {format.number(amount, "signed")}
    </span>
  );
}
