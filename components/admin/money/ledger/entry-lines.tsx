import { useFormatter, useTranslations } from "next-intl";
import type { LedgerRecordView } from "@/lib/credits/schema";

const named = {
  ":available": "available",
  ":reserved": "reserved",
  "system:issuance": "issuance",
  "system:revenue": "revenue",
  "system:expiry": "expiry",
  "system:adjustment": "adjustment",
} as const;

/** The two or more sides of a movement: from which account to which. */
export function EntryLines({ lines }: { lines: LedgerRecordView["lines"] }) {
  const t = useTranslations("admin.money.ledger.accounts");
  const format = useFormatter();
  const nameOf = (account: string) => {
    const found = Object.entries(named).find(([ending]) => account.endsWith(ending));
    return found ? t(found[1]) : account;
  };
  return (
    <ul className="flex flex-col text-sm">
      {lines.map(({ account, amount }) => (
        <li key={account} className="flex justify-between gap-4" title={account}>
          <span className="text-muted">{nameOf(account)}</span>
          <span className="tabular">{format.number(amount, "signed")}</span>
        </li>
      ))}
    </ul>
  );
}
