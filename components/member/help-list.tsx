import { useTranslations } from "next-intl";

const topics = ["bind", "unbind", "paid", "refund", "expiry", "renew", "web"] as const;

/** Questions that open by themselves, without a script. */
export function HelpList({ isShopOpen }: { isShopOpen: boolean }) {
  const t = useTranslations("member.help");
  return (
    <div className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
      {topics.map((topic) => (
        <Topic key={topic} question={t(`items.${topic}.question`)} answer={t(`items.${topic}.answer`)} />
      ))}
      {isShopOpen ? null : <Topic question={t("ios.question")} answer={t("ios.answer")} />}
    </div>
  );
}

function Topic({ question, answer }: { question: string; answer: string }) {
  return (
    <details className="group">
      <summary className="flex min-h-13 cursor-pointer items-center px-4 py-2.5">{question}</summary>
      <p className="px-4 pb-4 text-muted">{answer}</p>
    </details>
  );
}
