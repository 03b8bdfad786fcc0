"use client";

import { useTranslations } from "next-intl";
import { useModels } from "@/components/gallery/model-name";
import type { GenerationDetailView } from "@/lib/generations/schema";
import { durationText, reasonClass, skipReason } from "../rules";
import type { Step } from "./steps";

export interface StepText {
  sentence: string;
  /** What was noted besides, in English: a vendor's reason, or ours. */
  detail: string | null;
}

const attemptStates = [
  "not_sent",
  "submission_unknown",
  "accepted",
  "finished",
  "rejected",
  "failed",
  "closed",
] as const;

/** The sentence of each kind of step. */
export function useStepText(view: GenerationDetailView): (step: Step) => StepText {
  const t = useTranslations("history");
  const vendors = useTranslations("create.vendors");
  const { nameOf } = useModels();
  const sentenceOf = ({ kind, data }: Step): string => {
    const text = (name: string) => String(data[name] ?? "");
    const figure = (name: string) => Number(data[name] ?? 0);
    const reason = (name: string) => t(`classes.${reasonClass(text(name))}`);
    const attempt = figure("attempt");
    const channel = text("channel");
    switch (kind) {
      case "created":
        return t("timeline.created", { count: view.priceCredits });
      case "sent":
        return t("timeline.sent", {
          attempt,
          vendor: vendorName(vendors, text("vendor"), nameOf(view.model)),
        });
      case "attemptState": {
        const state = attemptStates.find((known) => known === data.state) ?? "rejected";
        return t("timeline.attemptState", { attempt, state: t(`attemptStates.${state}`) });
      }
      case "channel_chosen":
        return t("timeline.channel_chosen", { cause: text("cause"), channel });
      case "channel_skipped":
        return t("timeline.channel_skipped", { channel, why: t(`skips.${skipReason(text("why"))}`) });
      case "failover":
        return t("timeline.failover", { channel });
      case "refused":
      case "failed":
        return t(`timeline.${kind}`, { attempt, reason: reason("errorClass") });
      case "accepted":
      case "unknown_outcome":
      case "closed":
        return t(`timeline.${kind}`, { attempt });
      case "resolved":
        return t("timeline.resolved", { attempt, resolution: text("resolution") });
      case "refunded":
        return t("timeline.refunded", { count: figure("credits") });
      case "retry_later":
        return t("timeline.retry_later", { seconds: Math.round(figure("waitMs") / 1_000) });
      case "circuit_opened":
        return t("timeline.circuit_opened", { reason: reason("errorClass") });
      case "delivered": {
        const delivered = { count: figure("count"), of: figure("of") };
        if (data.refused) return t("timeline.deliveredRefused", { ...delivered, reason: reason("refused") });
        return t(`timeline.${delivered.count < delivered.of ? "deliveredSome" : "delivered"}`, delivered);
      }
      case "download_retry":
        return t("timeline.download_retry", { tries: figure("tries") });
      case "translated":
      case "channels_busy":
      case "circuit_closed":
      case "download_lost":
      case "retried":
        return t(`timeline.${kind}`);
      case "finished": {
        const status = t(`statuses.${view.status}`);
        const duration = durationText(view.startedAt, view.finishedAt);
        return duration
          ? t("timeline.finishedAfter", { status, duration })
          : t("timeline.finished", { status });
      }
    }
  };
  return (step) => {
    const { message } = step.data;
    const words = typeof message === "string" && message !== "";
    return {
      sentence: sentenceOf(step),
      detail: words ? t("timeline.detail", { message }) : null,
    };
  };
}

/** The built-in renderer is told by its model, whose name says more than "built in". */
function vendorName(
  vendors: ReturnType<typeof useTranslations<"create.vendors">>,
  provider: string,
  modelName: string,
): string {
  const key = provider as "openai";
  return provider !== "sketch" && vendors.has(key) ? vendors(key) : modelName;
}
