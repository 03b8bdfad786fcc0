import { CircleCheck, CircleX, Clock } from "lucide-react";
import { useTranslations } from "next-intl";
import type { PublishOutcome } from "@/lib/gallery/schema";

/** What became of images that were handed in: how many are public, how many wait, and why others are not taken. */
export function Outcome({ outcome }: { outcome: PublishOutcome }) {
  const t = useTranslations("publishing");
  const taken = outcome.items.filter((item) => item.refusal === null);
  const isPublic = taken.filter((item) => item.state === "public").length;
  const waiting = taken.length - isPublic;
  const refused = Map.groupBy(
    outcome.items.flatMap((item) => (item.refusal ? [item.refusal] : [])),
    (refusal) => refusal,
  );
  return (
    <ul className="flex flex-col gap-3" role="status">
      {isPublic > 0 ? (
        <li className="flex gap-3">
          <CircleCheck strokeWidth={1.5} className="mt-0.5 size-5 shrink-0 text-success" aria-hidden />
          {t("nowPublic", { count: isPublic })}
        </li>
      ) : null}
      {waiting > 0 ? (
        <li className="flex gap-3">
          <Clock strokeWidth={1.5} className="mt-0.5 size-5 shrink-0 text-muted" aria-hidden />
          {t("waiting", { count: waiting })}
        </li>
      ) : null}
      {[...refused].map(([refusal, all]) => (
        <li key={refusal} className="flex gap-3">
          <CircleX strokeWidth={1.5} className="mt-0.5 size-5 shrink-0 text-danger" aria-hidden />
          {t(`refusals.${refusal}`, { count: all.length })}
        </li>
      ))}
    </ul>
  );
}
