import { SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Page } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { Button } from "@/components/ui/form/button";

/** A record or page that there is none of. The navigation and the finder stay. */
export default function NotFound() {
  const t = useTranslations("admin.find");
  return (
    <Page width="full">
      <EmptyState
        level="h1"
        icon={<SearchX strokeWidth={1.5} />}
        title={t("unknownTitle")}
        description={t("unknownDetail")}
        action={
          <Button asChild>
            <Link href="/admin">{t("toOverview")}</Link>
          </Button>
        }
      />
    </Page>
  );
}
