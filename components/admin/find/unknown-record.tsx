import { useTranslations } from "next-intl";
import { RecordSheet } from "@/components/admin/kit/record-sheet";

interface UnknownRecordProps {
  /** What the address names. */
  id: string;
  closeHref: string;
}

/** Beside a list, in the place of a record that its address names and that there is none of. */
export function UnknownRecord({ id, closeHref }: UnknownRecordProps) {
  const t = useTranslations("admin.find");
  return (
    <RecordSheet title={t("unknownTitle")} closeHref={closeHref}>
      <p className="break-words">{t("unknownRecord", { id: id.slice(0, 80) })}</p>
    </RecordSheet>
  );
}
