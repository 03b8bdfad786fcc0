import { Unlink } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/feedback/empty-state";

/** Ended, taken back, wrong or empty: a visitor is not told which. */
export default function LinkGone() {
  const t = useTranslations("shared");
  return (
    <EmptyState
      level="h1"
      icon={<Unlink strokeWidth={1.5} />}
      title={t("goneTitle")}
      description={t("goneDetail")}
    />
  );
}
