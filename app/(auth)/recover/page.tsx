import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { requestRecoveryAction } from "@/app/(auth)/actions";
import { AuthSheet, authLinkLook } from "@/components/auth/auth-sheet";
import { RecoverForm } from "@/components/auth/recover-form";
import { recoveryDelivery } from "@/lib/accounts/read";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("auth"))("recoverTitle"),
});

export default async function Page() {
  const t = await getTranslations("auth");
  const delivery = recoveryDelivery();
  return (
    <AuthSheet
      title={t("recoverTitle")}
      description={delivery === "off" ? undefined : t("recoverDescription")}
      footer={
        <Link href="/sign-in" className={authLinkLook}>
          {t("backToSignIn")}
        </Link>
      }
    >
      {delivery === "off" ? (
        <p>{t("refusals.recovery_off")}</p>
      ) : (
        <RecoverForm action={requestRecoveryAction} delivery={delivery} />
      )}
    </AuthSheet>
  );
}
