import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/feedback/badge";
import type { DemoAccountView } from "@/lib/accounts/schema";

interface DemoAccountsProps {
  accounts: DemoAccountView[];
  onPick: (account: DemoAccountView) => void;
}

/** The people of a demo; a press fills the form with one of them. Nothing where there are none. */
export function DemoAccounts({ accounts, onPick }: DemoAccountsProps) {
  const t = useTranslations("auth");
  const plans = useTranslations("shell.plans");
  if (accounts.length === 0) return null;
  return (
    <div className="border-line border-t pt-4">
      <p className="mb-2 text-muted text-sm">{t("demoAccounts")}</p>
      <ul className="flex flex-col gap-1">
        {accounts.map((account) => (
          <li key={account.email}>
            <button
              type="button"
              onClick={() => onPick(account)}
              className="flex min-h-11 w-full items-center justify-between gap-3 rounded-md px-2.5 text-left hover:bg-subtle sm:min-h-9"
            >
              <span className="truncate">{account.email}</span>
              <Badge tone="outline">{account.role === "admin" ? t("adminRole") : plans(account.plan)}</Badge>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
