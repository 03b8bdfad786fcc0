import { ImageOff } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { Button } from "@/components/ui/form/button";

/** There is no such image, it is somebody else's, or it lies in the trash. */
export default function ImageNotFound() {
  const t = useTranslations("editor");
  return (
    <EmptyState
      level="h1"
      icon={<ImageOff strokeWidth={1.5} />}
      title={t("missing.title")}
      description={t("missing.detail")}
      action={
        <Button asChild variant="primary">
          <Link href="/edit">{t("chooseOther")}</Link>
        </Button>
      }
    />
  );
}
