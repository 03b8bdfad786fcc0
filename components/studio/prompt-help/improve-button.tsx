"use client";

import { useQuery } from "@tanstack/react-query";
import { LoaderCircle, Sparkles } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Ref } from "react";
import { useOnline } from "@/components/shell/state/offline-notice";
import { promptHelpQuery } from "@/lib/prompts/client";
import { MAX_PROMPT_CHARS } from "@/lib/prompts/schema";
import { HelpButton } from "./help-button";
import type { Improve } from "./use-improve";

interface ImproveButtonProps {
  prompt: string;
  maxChars: number;
  improve: Improve;
  ref: Ref<HTMLButtonElement>;
}

/** Asks for other words; while it waits, the same button gives up, so that the focus stays where it is. */
export function ImproveButton({ prompt, maxChars, improve, ref }: ImproveButtonProps) {
  const t = useTranslations("prompts");
  const help = useQuery(promptHelpQuery());
  const online = useOnline();
  const reason = useReason();
  const off = help.data?.available === false ? t("improve.off") : online ? reason(prompt) : t("offline");
  return improve.pending ? (
    <HelpButton ref={ref} onPress={improve.cancel} off={null}>
      <LoaderCircle strokeWidth={1.5} className="animate-spin" aria-hidden />
      {t("improve.cancel")}
    </HelpButton>
  ) : (
    <HelpButton ref={ref} onPress={() => improve.start(prompt, maxChars)} off={off}>
      <Sparkles strokeWidth={1.5} aria-hidden />
      {t("improve.start")}
    </HelpButton>
  );
}

/** Why words can be neither improved nor saved; null when they can. */
export function useReason(): (prompt: string) => string | null {
  const t = useTranslations("prompts");
  return (prompt) => {
    if (prompt === "") return t("empty");
    return prompt.length > MAX_PROMPT_CHARS ? t("tooLong", { max: MAX_PROMPT_CHARS }) : null;
  };
}
