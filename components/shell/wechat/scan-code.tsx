"use client";

import { useTranslations } from "next-intl";
import { QrCode } from "@/components/ui/media/qr-code";

interface ScanCodeProps {
  content: string;
  /** What scanning it does. */
  label: string;
  /** Where a phone is played in a demonstration; null where there is none. */
  phoneUrl: string | null;
}

/** A code for WeChat's scanner; in a demonstration with a way to scan it without a phone. */
export function ScanCode({ content, label, phoneUrl }: ScanCodeProps) {
  const t = useTranslations("wechat");
  return (
    <div className="flex flex-col items-center gap-2">
      <QrCode content={content} label={label} />
      {phoneUrl ? (
        <a
          href={`${phoneUrl}?scan=${encodeURIComponent(content)}`}
          target="_blank"
          rel="noreferrer"
          className="inline-flex min-h-9 items-center text-muted text-sm underline decoration-line-strong underline-offset-4 hover:text-text"
        >
          {t("simulatedPhone")}
        </a>
      ) : null}
    </div>
  );
}
