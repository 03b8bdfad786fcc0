import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/feedback/badge";
import { decisionReasons, type ReviewItemView } from "@/lib/gallery/schema";

const tones = { pass: "success", review: "warning", block: "danger", unavailable: "plain" } as const;

/** What each checker said, in its own words where it gave some. */
export function Checks({ item }: { item: ReviewItemView }) {
  const t = useTranslations("review");
  const reasonText = useTranslations("publishing.reasons");
  if (item.checks.length === 0)
    return <p className="text-muted text-sm">{item.checkedAt ? t("noChecks") : t("checking")}</p>;
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-medium text-muted text-sm">{t("checks")}</h3>
      <ul className="flex flex-col divide-y divide-line border-line border-y">
        {item.checks.map((check) => (
          <li key={`${check.kind}-${check.checker}`} className="flex flex-col gap-1 py-2">
            <div className="flex items-center justify-between gap-2">
              <span className="text-sm">
                {t(`kinds.${check.kind}`)} · {t(`checkers.${check.checker}`)}
              </span>
              <Badge tone={tones[check.verdict]}>{t(`verdicts.${check.verdict}`)}</Badge>
            </div>
            {check.reasons.map((reason) => (
              <p key={JSON.stringify(reason)} className="break-words text-muted text-sm">
                {Object.entries(reason)
                  .map(([key, value]) => {
                    const known = decisionReasons.find((one) => key === "category" && one === value);
                    return known ? reasonText(known) : value;
                  })
                  .join(" · ")}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
