import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/platform/cn";

interface ViewLinksProps {
  path: string;
  isAll: boolean;
}

/** From the requests to every refund that there is, and back. */
export function ViewLinks({ path, isAll }: ViewLinksProps) {
  const t = useTranslations("admin.money.refunds");
  const views = [
    { href: path, isHere: !isAll, label: t("viewRequests") },
    { href: `${path}?view=all`, isHere: isAll, label: t("viewAll") },
  ];
  return (
    <nav
      aria-label={t("views")}
      className="flex w-fit flex-wrap gap-1 rounded-md border border-line bg-surface p-1"
    >
      {views.map(({ href, isHere, label }) => (
        <Link
          key={href}
          href={href}
          aria-current={isHere ? "page" : undefined}
          className={cn(
            "whitespace-nowrap rounded-sm px-2.5 py-1 text-sm hover:bg-subtle",
            isHere ? "bg-subtle font-medium" : "text-muted",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
