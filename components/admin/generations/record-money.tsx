import { useTranslations } from "next-intl";
import { Facts } from "@/components/admin/kit/facts";
import type { GenerationRecordView } from "@/lib/generations/schema";
import { useYuan } from "./use-yuan";

/** What was held, charged and given back, and what the vendor takes. */
export function RecordMoney({ job }: { job: GenerationRecordView }) {
  const t = useTranslations("admin.generations");
  const yuan = useYuan();
  const { reservation, costMicroYuan } = job;
  const credits = (count: number) => t("credits", { count });
  return (
    <Facts
      items={[
        { label: t("price"), value: credits(job.priceCredits) },
        {
          label: t("reservation"),
          value: reservation
            ? t("reservationOf", {
                state: t(`reservationStates.${reservation.state}`),
                amount: reservation.amount,
              })
            : t("noReservation"),
        },
        { label: t("charged"), value: job.creditsUsed === null ? null : credits(job.creditsUsed) },
        { label: t("refunded"), value: credits(job.refundedCredits) },
        { label: t("cost"), value: costMicroYuan === null ? t("costUnknown") : yuan(costMicroYuan) },
      ]}
    />
  );
}
