import { useTranslations } from "next-intl";
import { buttonLooks } from "./looks";
import { MemberPage } from "./member-page";
import { QrCode } from "./qr-code";

/** For a visitor outside WeChat: `address` is the page that they wanted, `webUrl` where they can sign in here. */
export function OpenInWechat({ address, webUrl }: { address: string; webUrl: string }) {
  const t = useTranslations("member.outside");
  return (
    <MemberPage hasWayHome={false}>
      <div className="flex flex-col items-center gap-4 pt-8 text-center">
        <h1 className="font-semibold text-xl">{t("title")}</h1>
        <p className="text-muted">{t("detail")}</p>
        <QrCode text={address} label={t("code")} />
        <p className="select-all break-all text-base text-muted">{address}</p>
        <div className="mt-4 flex w-full flex-col gap-2">
          <p className="text-muted">{t("webDetail")}</p>
          <a href={webUrl} className={buttonLooks.plain}>
            {t("web")}
          </a>
        </div>
      </div>
    </MemberPage>
  );
}
