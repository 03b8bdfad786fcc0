import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { buttonLooks } from "@/components/member/page/looks";
import { NotePage } from "@/components/member/page/note-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.signInProblem");
  return { title: t("title") };
}

/** The end of a web authorisation that came to nothing. Its button begins another one. */
export default async function SignInProblemPage() {
  const t = await getTranslations("member.signInProblem");
  return (
    <NotePage
      icon="refused"
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
