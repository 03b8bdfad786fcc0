import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { recoverPasswordAction } from "@/app/(auth)/actions";
import { AuthSheet, authLinkLook } from "@/components/auth/auth-sheet";
import { ResetForm } from "@/components/auth/reset-form";
import { isRecoveryOpen } from "@/lib/accounts/read";
import { pageContext } from "@/lib/entry/page";

interface AuthPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The address holds the token, so it is handed to no other site. */
export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("auth"))("resetTitle"),
  referrer: "no-referrer",
});

export default async function Page({ searchParams }: AuthPageProps) {
  const { token } = await searchParams;
  const t = await getTranslations("auth");
  const open = typeof token === "string" && (await isRecoveryOpen({ ctx: await pageContext(), token }));
  return (
    <AuthSheet
      title={t("resetTitle")}
      description={open ? t("resetDescription") : undefined}
      footer={
        <Link href={open ? "/sign-in" : "/recover"} className={authLinkLook}>
          {t(open ? "backToSignIn" : "recoverTitle")}
        </Link>
      }
    >
      {open ? (
        <ResetForm action={recoverPasswordAction} token={token} />
      ) : (
        <p>{t("refusals.recovery_link_invalid")}</p>
      )}
    </AuthSheet>
  );
}
