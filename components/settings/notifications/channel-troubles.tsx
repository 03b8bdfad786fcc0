"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { PreferencesView } from "@/lib/notifications/schema";

const toSettings = (chunks: ReactNode) => (
  <Link href="/settings" className="underline decoration-line-strong underline-offset-4 hover:text-text">
    {chunks}
  </Link>
);

/** Why a channel cannot be used, in plain words, and how WeChat's one-time consents work where it can. */
export function ChannelTroubles({ view }: { view: PreferencesView }) {
  const t = useTranslations("inbox.preferences");
  const { email, wechat } = view.channels;
  const lines = [
    email.trouble ? { key: "email", words: t.rich(`troubles.${email.trouble}`, { a: toSettings }) } : null,
    wechat.trouble
      ? { key: "wechat", words: t.rich(`troubles.${wechat.trouble}`, { a: toSettings }) }
      : { key: "wechat", words: t("wechatOnce") },
  ].filter((line) => line !== null);
  if (lines.length === 0) return null;
  return (
    <ul className="mb-4 flex flex-col gap-1 text-muted text-sm">
      {lines.map(({ key, words }) => (
        <li key={key}>{words}</li>
      ))}
    </ul>
  );
}
