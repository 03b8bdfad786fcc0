"use client";

import { WifiOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";

function subscribe(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

/** Whether the browser believes to have a network. */
export const useOnline = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );

/** A line under the header while there is no network: what stops, and what goes on without the page. */
export function OfflineNotice() {
  const t = useTranslations("shell.offline");
  const online = useOnline();
  return (
    <div role="status">
      {online ? null : (
        <div className="flex items-start gap-2 border-line border-b bg-subtle px-safe py-2 text-sm">
          <WifiOff strokeWidth={1.5} className="mt-0.5 size-4 shrink-0 text-warning" aria-hidden />
          <p>
            <span className="font-medium">{t("title")}</span>{" "}
            <span className="text-muted">{t("detail")}</span>
          </p>
        </div>
      )}
    </div>
  );
}
