"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { cleanText } from "@/components/shell/forms/clean-text";
import { useProblemText } from "@/components/shell/state/problem-text";
import { Button } from "@/components/ui/form/button";
import { MAX_PROMPT_CHARS } from "@/lib/prompts/schema";
import { useComposer } from "../composer-store";
import { ImproveButton } from "./improve-button";
import { PromptsDialog } from "./prompts-dialog";
import { Proposal } from "./proposal";
import { SaveDialog } from "./save-dialog";
import { usePromptHelp } from "./store";
import { type Improve, useImprove } from "./use-improve";

/** Help under the prompt: other words for it, keeping it, and finding earlier ones. */
export function PromptHelp({ maxChars }: { maxChars: number }) {
  const improve = useImprove();
  // Within what the server takes: some models read more than it sends.
  const most = Math.min(MAX_PROMPT_CHARS, Math.max(50, maxChars));
  const prompt = cleanText(useComposer((state) => state.draft.prompt));
  const owner = useComposer((state) => state.owner);
  const shown = usePromptHelp((state) => state.proposal);
  const proposal = shown?.owner === owner ? shown : null;
  const button = useRef<HTMLButtonElement>(null);
  return (
    <div className="flex flex-col gap-2">
      <div className="-mx-2 flex flex-wrap items-center gap-x-0.5">
        <ImproveButton ref={button} prompt={prompt} maxChars={most} improve={improve} />
        <SaveDialog prompt={prompt} />
        <span className="ml-auto">
          <PromptsDialog />
        </span>
      </div>
      <Outcome improve={improve} clean={prompt} hasProposal={proposal !== null} />
      {proposal ? (
        <Proposal key={proposal.after} proposal={proposal} onDiscarded={() => button.current?.focus()} />
      ) : null}
    </div>
  );
}

interface OutcomeProps {
  improve: Improve;
  /** The prompt as it would be sent. */
  clean: string;
  hasProposal: boolean;
}

/** What came of the last try, said aloud; and the way back while the accepted words are still the prompt. */
function Outcome({ improve, clean, hasProposal }: OutcomeProps) {
  const t = useTranslations("prompts");
  const problemText = useProblemText();
  const prompt = useComposer((state) => state.draft.prompt);
  const accepted = usePromptHelp((state) => state.accepted);
  const takeBack = usePromptHelp((state) => state.takeBack);
  // Other words may fare better: what was said about these goes with them.
  const failure = improve.failure?.prompt === clean ? improve.failure : null;
  const isTaken = accepted !== null && accepted.after === prompt;
  return (
    <div role="status" className="contents text-sm">
      {improve.pending ? <span className="sr-only">{t("improve.pending")}</span> : null}
      {hasProposal ? <span className="sr-only">{t("proposal.ready")}</span> : null}
      {failure ? <p className="text-danger text-sm">{problemText(failure.error).message}</p> : null}
      {isTaken ? (
        <p className="flex items-center gap-1 text-muted text-sm">
          {t("proposal.accepted")}
          <Button size="sm" variant="ghost" className="px-2 font-normal underline" onClick={takeBack}>
            {t("undo")}
          </Button>
        </p>
      ) : null}
    </div>
  );
}
