import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/platform/cn";

const places = [
  { id: "account", href: "/settings" },
  { id: "keys", href: "/settings/keys" },
  { id: "programs", href: "/settings/programs" },
  { id: "notifications", href: "/settings/notifications" },
] as const;

/** The pages of the settings. */
export function SettingsNav({ current }: { current: (typeof places)[number]["id"] }) {
  const t = useTranslations("keys.nav");
  return (
    <nav aria-label={t("label")}>
      <ul className="flex gap-4 overflow-x-auto border-line border-b sm:gap-5">
        {places.map(({ id, href }) => (
          <li key={id} className="shrink-0">
            <Link
              href={href}
              aria-current={id === current ? "page" : undefined}
              className={cn(
                "-mb-px flex h-11 items-center border-transparent border-b-2 text-muted hover:text-text sm:h-10",
                "focus-visible:-outline-offset-2 aria-[current=page]:border-text aria-[current=page]:font-medium aria-[current=page]:text-text",
              )}
            >
              {t(id)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
