import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";

interface ViewAsNoticeProps {
  /** Whose pages these are. */
  username: string;
  /** Leads back to the admin's own. */
  end: () => Promise<never>;
}

/** A line above everything while an admin sees the product as somebody else. */
export function ViewAsNotice({ username, end }: ViewAsNoticeProps) {
  const t = useTranslations("shell.viewAs");
  return (
    <form
      action={end}
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 bg-text px-safe py-2 text-background text-sm"
    >
      <p className="flex items-center gap-2">
        <Eye strokeWidth={1.5} className="size-4 shrink-0" aria-hidden />
        {t("seeing", { name: username })}
      </p>
      <button type="submit" className="rounded-md px-2 py-1 font-medium underline underline-offset-4">
        {t("end")}
      </button>
    </form>
  );
}
