import { useFormatter, useTranslations } from "next-intl";
import { Page, PageHeader } from "@/components/shell/page-header";
import type { ShareView } from "@/lib/shares/schema";
import { SharedPictures } from "./shared-pictures";

interface SharedScreenProps {
  token: string;
  share: ShareView;
  isPhone: boolean;
}

/** What a link shows to its visitors. */
export function SharedScreen({ token, share, isPhone }: SharedScreenProps) {
  const t = useTranslations("shared");
  const format = useFormatter();
  const until = share.expiresAt
    ? t("until", { date: format.dateTime(new Date(share.expiresAt), "minute") })
    : null;
  const isCollection = share.kind === "collection";
  const note = <p className="max-w-prose text-muted text-sm">{t("note")}</p>;
  return (
    <Page width="full" className="gap-5">
      <PageHeader
        title={isCollection ? share.title : t("imageTitle")}
        description={[t("by", { name: share.author }), until].filter(Boolean).join(" · ")}
      />
      {/* Under a list that grows it would be pushed away while somebody reads it. */}
      {isCollection ? note : null}
      <SharedPictures token={token} share={share} isPhone={isPhone} />
      {isCollection ? null : note}
    </Page>
  );
}
