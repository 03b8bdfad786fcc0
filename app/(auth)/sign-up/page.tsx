import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signUpAction } from "@/app/(auth)/actions";
import { AuthSheet, authLinkLook } from "@/components/auth/auth-sheet";
import { nextPath, withNext } from "@/components/auth/next-path";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { getWelcomeCredits, isSignUpOpen } from "@/lib/accounts/read";
import { findUserContext, pageContext } from "@/lib/entry/page";

interface AuthPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("auth"))("signUpTitle"),
});

export default async function Page({ searchParams }: AuthPageProps) {
  const next = nextPath((await searchParams).next);
  if (await findUserContext()) redirect(next);
  const t = await getTranslations("auth");
  const credits = getWelcomeCredits();
  const open = await isSignUpOpen(await pageContext());
  return (
    <AuthSheet
      title={t("signUpTitle")}
      description={open && credits > 0 ? t("welcomeCredits", { count: credits }) : undefined}
      footer={
        <>
          {t("haveAccount")}
          <Link href={withNext("/sign-in", next)} className={authLinkLook}>
            {t("signIn")}
          </Link>
        </>
      }
    >
      {open ? <SignUpForm action={signUpAction} next={next} /> : <p>{t("refusals.sign_up_closed")}</p>}
    </AuthSheet>
  );
}
