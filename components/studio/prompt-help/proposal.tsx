"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { cleanText } from "@/components/shell/forms/clean-text";
import { Button } from "@/components/ui/form/button";
import { Field } from "@/components/ui/form/field";
import { Textarea } from "@/components/ui/form/textarea";
import { MAX_PROMPT_CHARS } from "@/lib/prompts/schema";
import { usePromptHelp } from "./store";

interface ProposalProps {
  proposal: { before: string; after: string };
  onDiscarded: () => void;
}

/** Other words beside the old ones: to be changed, taken over or left. */
export function Proposal({ proposal, onDiscarded }: ProposalProps) {
  const t = useTranslations("prompts");
  const [words, setWords] = useState(proposal.after);
  const accept = usePromptHelp((state) => state.accept);
  const discard = usePromptHelp((state) => state.discard);
  const clean = cleanText(words);
  const tooLong = clean.length > MAX_PROMPT_CHARS;
  return (
    <section
      aria-label={t("proposal.label")}
      className="flex flex-col gap-3 rounded-md border border-line bg-background p-3"
    >
      <div className="flex min-w-0 flex-col gap-1">
        <p className="font-medium text-sm">{t("proposal.before")}</p>
        <p className="max-h-24 overflow-y-auto whitespace-pre-wrap break-words text-muted text-sm">
          {proposal.before}
        </p>
      </div>
      <Field
        label={t("proposal.after")}
        error={tooLong ? t("tooLong", { max: MAX_PROMPT_CHARS }) : undefined}
      >
        <Textarea
          value={words}
          onChange={(event) => setWords(event.target.value)}
          rows={4}
          maxLength={20_000}
          className="max-h-60"
        />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" disabled={clean === "" || tooLong} onClick={() => accept(clean)}>
          {t("proposal.accept")}
        </Button>
        <Button
          size="sm"
          variant="ghost"
          onClick={() => {
            discard();
            onDiscarded();
          }}
        >
          {t("proposal.discard")}
        </Button>
      </div>
    </section>
  );
}
