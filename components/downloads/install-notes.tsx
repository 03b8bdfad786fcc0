import { useTranslations } from "next-intl";
import { QrCode } from "@/components/ui/media/qr-code";

const ways = ["chrome", "android", "ios"] as const;

/** How the site itself becomes an app, and what that does and does not do. */
export function InstallNotes({ pageUrl, isPhone }: { pageUrl: string; isPhone: boolean }) {
  const t = useTranslations("downloads.install");
  return (
    <section aria-labelledby="install" className="flex flex-col gap-5 border-line border-t pt-8">
      <div className="flex flex-wrap items-start justify-between gap-x-12 gap-y-6">
        <div className="flex min-w-0 flex-1 basis-80 flex-col gap-5">
          <div>
            <h2 id="install" className="font-semibold text-xl tracking-tight">
              {t("title")}
            </h2>
            <p className="mt-1 max-w-prose text-muted">{t("detail")}</p>
          </div>
          <dl className="flex max-w-prose flex-col divide-y divide-line border-line border-y">
            {ways.map((way) => (
              <div key={way} className="flex flex-col gap-0.5 py-3 sm:flex-row sm:gap-6">
                <dt className="shrink-0 font-medium sm:w-44">{t(`ways.${way}.where`)}</dt>
                <dd className="text-muted">{t(`ways.${way}.how`)}</dd>
              </div>
            ))}
          </dl>
        </div>
        {isPhone ? null : (
          <figure className="flex w-44 flex-col gap-2">
            <QrCode content={pageUrl} label={t("scan")} className="size-44" />
            <figcaption className="text-muted text-sm">{t("scan")}</figcaption>
          </figure>
        )}
      </div>
    </section>
  );
}
