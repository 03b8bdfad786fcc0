import { useTranslations } from "next-intl";
import { GRACE_MS } from "@/lib/membership/rules";

const questions = ["renewal", "expiry", "grace", "upgrade", "refund"] as const;
const DAY_MS = 24 * 3_600_000;

/** What one wants to know before one pays, answered by the rules by which it is done. */
export function Faq() {
  const t = useTranslations("pricing");
  const days = GRACE_MS / DAY_MS;
  return (
    <section aria-labelledby="faq" className="flex flex-col gap-4">
      <h2 id="faq" className="font-semibold text-xl tracking-tight">
        {t("faqTitle")}
      </h2>
      <dl className="flex max-w-3xl flex-col divide-y divide-line border-line border-y">
        {questions.map((question) => (
          <div key={question} className="flex flex-col gap-1 py-3.5">
            <dt className="font-medium">{t(`faq.${question}.q`)}</dt>
            <dd className="text-muted">{t(`faq.${question}.a`, { days })}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
