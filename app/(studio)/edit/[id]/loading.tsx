import { useTranslations } from "next-intl";
import { EditorSkeleton } from "@/components/editor/skeletons";

export default function Loading() {
  const t = useTranslations("common.ui");
  return <EditorSkeleton label={t("loading")} />;
}
