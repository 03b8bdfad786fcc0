"use client";

import { Monitor, Smartphone } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { FormProblem } from "@/components/shell/forms/form-problem";
import { Badge } from "@/components/ui/feedback/badge";
import { Button } from "@/components/ui/form/button";
import { useEndSession } from "@/lib/accounts/client";
import type { SessionView } from "@/lib/accounts/schema";
import { ApiError } from "@/lib/platform/api-error";

const handheld: readonly (string | null)[] = ["iOS", "iPadOS", "Android", "HarmonyOS"];

/** One browser: what it is, how somebody signed in there, from where, and when it was last here. */
export function SessionRow({ session }: { session: SessionView }) {
  const t = useTranslations("settings");
  const format = useFormatter();
  const end = useEndSession();
  const { id, browser, system, method, address, seenAt, isCurrent } = session;
  const name = useSessionName()(session);
  const Icon = browser === "WeChat" || handheld.includes(system) ? Smartphone : Monitor;
  const seen = isCurrent ? t("seenNow") : t("seenAt", { at: format.dateTime(new Date(seenAt), "minute") });
  return (
    <li className="flex flex-col gap-2 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-[1_1_14rem] items-start gap-3">
          <Icon strokeWidth={1.5} className="mt-0.5 size-4.5 shrink-0 text-muted" aria-hidden />
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
              <span className="min-w-0 break-words">{name}</span>
              {isCurrent ? <Badge tone="success">{t("thisBrowser")}</Badge> : null}
            </p>
            <p className="tabular break-words text-muted text-sm">
              {[t(`methods.${method}`), address, seen].filter(Boolean).join(" · ")}
            </p>
          </div>
        </div>
        {isCurrent ? null : (
          <Button
            size="sm"
            variant="ghost"
            className="text-danger"
            loading={end.isPending}
            onClick={() => end.mutate(id)}
            aria-label={t("endSessionNamed", { name })}
          >
            {t("endSession")}
          </Button>
        )}
      </div>
      <FormProblem problem={end.error instanceof ApiError ? end.error : null} />
    </li>
  );
}

/** "Chrome · Windows", or what is known of it. */
function useSessionName(): (session: Pick<SessionView, "browser" | "system">) => string {
  const t = useTranslations("settings");
  return ({ browser, system }) => {
    const known = browser === "WeChat" ? t("wechatBrowser") : browser;
    return [known, system].filter(Boolean).join(" · ") || t("unknownBrowser");
  };
}
