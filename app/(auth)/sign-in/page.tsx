import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { finishWechatSignInAction, signInAction } from "@/app/(auth)/actions";
import { AuthSheet, authLinkLook } from "@/components/auth/auth-sheet";
import { nextPath, withNext } from "@/components/auth/next-path";
import { SignInForm } from "@/components/auth/sign-in-form";
import { WechatSignIn } from "@/components/auth/wechat-sign-in";
import { Callout } from "@/components/ui/feedback/callout";
import { isSignUpOpen, listDemoAccounts } from "@/lib/accounts/read";
import { isWechatOn } from "@/lib/bindings/read";
import { findUserContext, pageContext } from "@/lib/entry/page";
import { env } from "@/lib/platform/env";

interface AuthPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("auth"))("signInTitle"),
});

export default async function Page({ searchParams }: AuthPageProps) {
  const { next: asked, notice, code } = await searchParams;
  const next = nextPath(asked);
  if (await findUserContext()) redirect(next);
  const t = await getTranslations("auth");
  const isOpenToNew = await isSignUpOpen(await pageContext());
  const refusal = `refusals.${code}` as "refusals.wrong_credentials";
  return (
    <AuthSheet
      title={t("signInTitle")}
      footer={
        isOpenToNew ? (
          <>
            {t("noAccount")}
            <Link href={withNext("/sign-up", next)} className={authLinkLook}>
              {t("signUp")}
            </Link>
          </>
        ) : null
      }
    >
      {notice === "password-changed" ? <Callout className="mb-4">{t("passwordChanged")}</Callout> : null}
      {notice === "signed-out" ? <Callout className="mb-4">{t("signedOutEverywhere")}</Callout> : null}
      {typeof code === "string" && t.has(refusal) ? (
        <Callout tone="danger" className="mb-4">
          {t(refusal)}
        </Callout>
      ) : null}
      <SignInForm action={signInAction} next={next} demoAccounts={listDemoAccounts()} />
      {isWechatOn() ? (
        <WechatSignIn
          action={finishWechatSignInAction}
          next={next}
          isOpenToNew={isOpenToNew}
          phoneUrl={env().SIMULATED_PHONE_URL ?? null}
        />
      ) : null}
    </AuthSheet>
  );
}
