"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { domAnimation, LazyMotion, MotionConfig } from "motion/react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ToastViewport } from "@/components/ui/feedback/toast-viewport";
import { UiLabelsProvider } from "@/components/ui/labels";
import { TooltipProvider } from "@/components/ui/overlay/tooltip";
import { ServiceWorker } from "./pwa/service-worker";
import { queryClient } from "./state/query-client";

/** What client components need around them. The shells include it; member pages, which must stay small, do not. */
export function Providers({ children }: { children: ReactNode }) {
  const t = useTranslations("common.ui");
  const labels = {
    close: t("close"),
    dismiss: t("dismiss"),
    copy: t("copy"),
    copied: t("copied"),
    copyFailed: t("copyFailed"),
    notifications: t("notifications"),
    showPassword: t("showPassword"),
    hidePassword: t("hidePassword"),
    clear: t("clear"),
    loading: t("loading"),
  };
  return (
    <QueryClientProvider client={queryClient()}>
      <LazyMotion features={domAnimation} strict>
        <MotionConfig reducedMotion="user" transition={{ duration: 0.2, ease: "easeOut" }}>
          <UiLabelsProvider labels={labels}>
            <TooltipProvider>
              {children}
              <ToastViewport />
              <ServiceWorker />
            </TooltipProvider>
          </UiLabelsProvider>
        </MotionConfig>
      </LazyMotion>
    </QueryClientProvider>
  );
}
