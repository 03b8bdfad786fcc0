import { useTranslations } from "next-intl";
import { TEST_KIND } from "@/lib/notifications/rules";

/** What a kind of notification is called where people choose them. */
export function useNoticeKind(): (kind: string) => string {
  const kinds = useTranslations("inbox.kinds");
  const webhooks = useTranslations("inbox.webhooks");
  return (kind) => {
    if (kind === TEST_KIND) return webhooks("testKind");
    const key = kind as "generation_ended";
    return kinds.has(key) ? kinds(key) : kind;
  };
}
