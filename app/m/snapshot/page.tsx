import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { buttonLooks } from "@/components/member/page/looks";
import { NotePage } from "@/components/member/page/note-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.snapshot");
  return { title: t("title") };
}

/** WeChat shows visitors of a snapshot under an identity that is nobody's: they can neither bind nor buy. */
export default async function SnapshotPage() {
  const t = await getTranslations("member.snapshot");
  return (
    <NotePage
      icon="info"
      title={t("title")}
      detail={t("detail")}
      hasWayHome={false}
      actions={
        <a href="/m" className={buttonLooks.primary}>
          {t("retry")}
        </a>
      }
    />
  );
}
