import { useTranslations } from "next-intl";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/form/button";

/** There are prices and no way to pay. */
export function PaymentsOff() {
  return useTranslations("pricing")("paymentsOff");
}

/** Inside WeChat the member pages sell. */
export function BuyInWechat({ plansUrl, packsUrl }: { plansUrl: string; packsUrl: string }) {
  const t = useTranslations("pricing");
  return (
    <span className="flex flex-col items-start gap-3">
      {t("inWechat")}
      <span className="flex flex-wrap gap-2">
        <Button asChild variant="primary">
          <a href={plansUrl}>{t("openPlans")}</a>
        </Button>
        <Button asChild>
          <a href={packsUrl}>{t("openPacks")}</a>
        </Button>
      </span>
    </span>
  );
}

/** On an iPhone inside WeChat, where WeChat's rules allow neither prices nor buttons for what is not a thing. */
export function NotOnIos() {
  const t = useTranslations("pricing");
  return (
    <Page width="narrow">
      <PageHeader title={t("iosTitle")} description={t("iosDetail")} />
    </Page>
  );
}
