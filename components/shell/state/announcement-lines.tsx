import { Info, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { NoticeView } from "@/lib/settings/schema";

/**
 * What the operator says, above the header. Drawn by the server and without script, so that the lightest pages have it
 * too. A warning is not told by colour alone: it has its own sign and word.
 */
export function AnnouncementLines({ notices }: { notices: readonly NoticeView[] }) {
  const t = useTranslations("shell.notices");
  if (notices.length === 0) return null;
  return (
    <section aria-label={t("label")}>
      {notices.map(({ key, level, text, href }) => (
        <div
          key={key}
          className="flex items-start gap-2 border-line border-b bg-subtle px-safe py-2 text-sm [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0"
        >
          {level === "warning" ? (
            <TriangleAlert strokeWidth={1.5} className="text-warning" aria-label={t("warning")} role="img" />
          ) : (
            <Info strokeWidth={1.5} className="text-muted" aria-hidden />
          )}
          <p className="min-w-0 break-words">
            {text}
            {href ? (
              <>
                {" "}
                <a href={href} rel="noreferrer" className="whitespace-nowrap font-medium underline">
                  {t("more")}
                </a>
              </>
            ) : null}
          </p>
        </div>
      ))}
    </section>
  );
}
