import { ImageOff, UserX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { buttonVariants } from "@/components/ui/form/button";

/** For an address whose image or author is not public, or not any more. */
export function NotPublic({ what }: { what: "image" | "author" }) {
  const t = useTranslations("explore.notPublic");
  return (
    <EmptyState
      level="h1"
      icon={what === "image" ? <ImageOff strokeWidth={1.5} /> : <UserX strokeWidth={1.5} />}
      title={t(`${what}.title`)}
      description={t(`${what}.detail`)}
      action={
        <Link href="/explore" prefetch={false} className={buttonVariants({ variant: "primary" })}>
          {t("action")}
        </Link>
      }
    />
  );
}
