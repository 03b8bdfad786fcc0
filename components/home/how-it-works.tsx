import { useTranslations } from "next-intl";

const steps = ["price", "progress", "receipt", "label"] as const;

/** What happens from the prompt to the file, in order. */
export function HowItWorks() {
  const t = useTranslations("home");
  return (
    <section
      aria-labelledby="how-it-works"
      className="grid gap-x-12 gap-y-6 lg:grid-cols-[16rem_minmax(0,1fr)]"
    >
      <h2 id="how-it-works" className="font-semibold text-xl tracking-tight">
        {t("how")}
      </h2>
      <ol className="grid gap-x-12 sm:grid-cols-2">
        {steps.map((step, place) => (
          <li key={step} className="flex gap-4 border-line border-t py-5">
            <span className="tabular text-lg text-muted" aria-hidden>
              {place + 1}
            </span>
            <div className="flex min-w-0 flex-col gap-1.5">
              <h3 className="font-medium text-lg">{t(`steps.${step}.title`)}</h3>
              <p className="text-muted">{t(`steps.${step}.detail`)}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
