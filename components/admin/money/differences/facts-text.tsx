import { useTranslations } from "next-intl";
import { formatFen } from "@/components/shell/money";

interface FactsTextProps {
  facts: Record<string, string | number | null>;
}

/** What one side says: each fact by its name, money as yuan, a refund's state in words. */
export function FactsText({ facts }: FactsTextProps) {
  const t = useTranslations("admin.money.differences.facts");
  const theirs = useTranslations("admin.money.differences.states");
  const ours = useTranslations("admin.money.refundState");
  const known = Object.entries(facts).filter(([, value]) => value !== null);
  if (known.length === 0) return <>–</>;
  const nameOf = (name: string) => {
    const key = name as "amountFen";
    return t.has(key) ? t(key) : name;
  };
  const textOf = (name: string, value: string | number | null) => {
    if (name.endsWith("Fen")) return formatFen(Number(value));
    if (name !== "status") return value;
    const [their, our] = [String(value) as "success", String(value) as "succeeded"];
    return theirs.has(their) ? theirs(their) : ours.has(our) ? ours(our) : value;
  };
  return (
    <ul className="flex flex-col text-xs">
      {known.map(([name, value]) => (
        <li key={name} className="break-all">
          <span className="text-muted">{nameOf(name)}</span> {textOf(name, value)}
        </li>
      ))}
    </ul>
  );
}
