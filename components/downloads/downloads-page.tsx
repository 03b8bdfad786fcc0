import { useTranslations } from "next-intl";
import { Page, PageHeader } from "@/components/shell/page-header";
import { ClientCard } from "./client-card";
import { InstallNotes } from "./install-notes";
import { type Client, inOrder, type Platform } from "./rules";

interface DownloadsPageProps {
  clients: readonly Client[];
  /** The platform that the visitor is on, where there is a client for it. */
  own: Platform | null;
  isPhone: boolean;
  /** The address of this page, for phones. */
  pageUrl: string;
}

/** The clients of the album for every platform, and the site as an app. */
export function DownloadsPage({ clients, own, isPhone, pageUrl }: DownloadsPageProps) {
  const t = useTranslations("downloads");
  return (
    <Page className="gap-10">
      <PageHeader
        title={t("title")}
        description={<span className="block max-w-prose text-lg">{t("description")}</span>}
      />
      <section aria-label={t("clients")}>
        <ul className="grid gap-4 md:grid-cols-2 lg:grid-cols-3">
          {inOrder(clients, own).map((client) => (
            <li key={client.platform}>
              <ClientCard client={client} isOwn={client.platform === own} isPhone={isPhone} />
            </li>
          ))}
        </ul>
        <p className="mt-4 max-w-prose text-muted">{t("binding")}</p>
      </section>
      <InstallNotes pageUrl={pageUrl} isPhone={isPhone} />
    </Page>
  );
}
