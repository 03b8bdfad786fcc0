import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ReportsScreen } from "@/components/admin/review/reports-screen";
import { ReviewScreen } from "@/components/admin/review/review-screen";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/form/button";
import { permissionsOf } from "@/lib/accounts/rules";
import { requirePermissionPage } from "@/lib/entry/page";
import { listReports } from "@/lib/gallery/admin";
import { countReviewQueue, listReviewQueue } from "@/lib/gallery/publishing/read";
import { decidePublicationAction, keepReportedAction } from "./actions";

interface ReviewPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("review");
  return { title: t("title") };
}

/** Publications that wait for a decision, with `?view=appeals` only those whose authors appealed, and with `?view=reports` public images that people reported. */
export default async function ReviewPage({ searchParams }: ReviewPageProps) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("review");
  const view = [(await searchParams).view].flat()[0];
  const isReports = view === "reports";
  const isAppeals = view === "appeals";
  const canDecide = permissionsOf(ctx.actor).includes("WRITE_ADMIN");
  const { waiting } = await countReviewQueue({ ctx });
  return (
    <Page width="full">
      <PageHeader
        title={isReports ? t("reportsTitle") : isAppeals ? t("appealsTitle") : t("title")}
        description={
          isReports
            ? t("reportsDetail")
            : isAppeals
              ? t("appealsDetail")
              : waiting > 0
                ? t("detail", { count: waiting })
                : undefined
        }
        actions={
          <>
            {isReports ? null : (
              <Button asChild>
                <Link href={isAppeals ? "/admin/review" : "/admin/review?view=appeals"}>
                  {isAppeals ? t("toQueue") : t("toAppeals")}
                </Link>
              </Button>
            )}
            <Button asChild>
              <Link href={isReports ? "/admin/review" : "/admin/review?view=reports"}>
                {isReports ? t("toQueue") : t("toReports")}
              </Link>
            </Button>
          </>
        }
      />
      {isReports ? (
        <ReportsScreen
          items={(await listReports({ ctx, input: { atLeast: 1, limit: 40 } })).items}
          canDecide={canDecide}
          decide={decidePublicationAction}
          keep={keepReportedAction}
        />
      ) : (
        <ReviewScreen
          key={view}
          items={
            (await listReviewQueue({ ctx, input: { limit: 40, appeals: isAppeals ? "true" : undefined } }))
              .items
          }
          isAppeals={isAppeals}
          canDecide={canDecide}
          decide={decidePublicationAction}
        />
      )}
    </Page>
  );
}
