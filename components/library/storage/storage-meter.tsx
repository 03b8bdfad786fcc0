"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useBytesText } from "@/components/gallery/text/bytes";
import { storageQuery } from "@/lib/images/client";
import { cn } from "@/lib/platform/cn";
import { PlaceLink } from "../filters/place-link";
import { type StorageLevel, storageLevel, usedPercent } from "./rules";

const colours: Record<StorageLevel, string> = { fine: "bg-text", nearly: "bg-warning", full: "bg-danger" };

/** How much of the plan's storage is used; when it gets tight, what helps. Keeps its height while it loads. */
export function StorageMeter({ className }: { className?: string }) {
  const t = useTranslations("library.storage");
  const bytesText = useBytesText();
  const { data } = useQuery(storageQuery);
  const level = data ? storageLevel(data) : "fine";
  const percent = data ? usedPercent(data) : 0;
  const used = data ? t("used", { used: bytesText(data.bytes), quota: bytesText(data.quotaBytes) }) : "";
  return (
    <section aria-label={t("title")} className={cn("flex min-h-12 w-full flex-col gap-2", className)}>
      <div className="flex items-baseline justify-between gap-3 text-sm">
        <span className={cn(level === "full" && "text-danger", level === "nearly" && "text-warning")}>
          {t(`levels.${level}`)}
        </span>
        <span className="tabular truncate text-muted text-xs">{used}</span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: browsers draw a meter element in colours of their own. */}
      <div
        role="meter"
        aria-label={t("title")}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={used || undefined}
        className="h-1.5 overflow-hidden rounded-full bg-line"
      >
        <div
          className={cn(
            "h-full origin-left rounded-full transition-transform duration-250 ease-out",
            colours[level],
          )}
          style={{ transform: `scaleX(${percent / 100})` }}
        />
      </div>
      {level === "fine" ? null : <StorageHelp level={level} />}
    </section>
  );
}

function StorageHelp({ level }: { level: "nearly" | "full" }) {
  const t = useTranslations("library.storage");
  const look = "underline underline-offset-2 hover:text-text max-lg:py-1.5";
  return (
    <div className="text-muted text-xs">
      <p>{t(`notes.${level}`)}</p>
      <p className="mt-1 flex flex-wrap gap-x-3 gap-y-1">
        <Link href="/pricing" className={look}>
          {t("upgrade")}
        </Link>
        <Link href="/library/duplicates" prefetch={false} className={look}>
          {t("duplicates")}
        </Link>
        <PlaceLink to={{ trash: "true" }} className={look}>
          {t("trash")}
        </PlaceLink>
      </p>
    </div>
  );
}
