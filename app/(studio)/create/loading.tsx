import { useTranslations } from "next-intl";
import { StudioSkeleton } from "@/components/studio/skeletons";

export default function Loading() {
  const t = useTranslations("common.ui");
  return <StudioSkeleton label={t("loading")} />;
}
