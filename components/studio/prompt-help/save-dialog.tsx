"use client";

import { BookmarkPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { cleanText } from "@/components/shell/forms/clean-text";
import { useProblemText } from "@/components/shell/state/problem-text";
import { toast } from "@/components/ui/feedback/toast-store";
import { Button } from "@/components/ui/form/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Dialog, DialogClose } from "@/components/ui/overlay/dialog";
import { useSavePrompt } from "@/lib/prompts/client";
import { titleOf } from "@/lib/prompts/rules";
import { MAX_TITLE_CHARS } from "@/lib/prompts/schema";
import { useComposer } from "../composer-store";
import { MAX_NEGATIVE_CHARS } from "../draft";
import { HelpButton } from "./help-button";
import { useReason } from "./improve-button";

/** Keeps the prompt under a title, together with its styles and what should not appear. */
export function SaveDialog({ prompt }: { prompt: string }) {
  const t = useTranslations("prompts");
  const reason = useReason();
  const [open, setOpen] = useState(false);
  return (
    <>
      <HelpButton onPress={() => setOpen(true)} off={reason(prompt)}>
        <BookmarkPlus strokeWidth={1.5} aria-hidden />
        {t("save.open")}
      </HelpButton>
      <Dialog open={open} onOpenChange={setOpen} title={t("save.title")} description={t("save.detail")}>
        <SaveForm prompt={prompt} onSaved={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

const SUGGESTED_CHARS = 40;

function SaveForm({ prompt, onSaved }: { prompt: string; onSaved: () => void }) {
  const t = useTranslations("prompts");
  const common = useTranslations("common");
  const problemText = useProblemText();
  const save = useSavePrompt();
  const [title, setTitle] = useState(() => titleOf(prompt, SUGGESTED_CHARS));
  const clean = cleanText(title);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The composer's own form, around this window in the tree of components, must not send an order.
    event.stopPropagation();
    if (clean === "" || save.isPending) return;
    const { negativePrompt, styleTags } = useComposer.getState().draft;
    const negative = cleanText(negativePrompt.slice(0, MAX_NEGATIVE_CHARS));
    save.mutate(
      { title: clean, prompt, negativePrompt: negative, styleTags },
      {
        onSuccess: () => {
          toast({ tone: "success", title: t("save.saved", { title: clean }) });
          onSaved();
        },
      },
    );
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t("save.name")} error={save.error ? problemText(save.error).message : undefined} required>
        <Input
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          maxLength={MAX_TITLE_CHARS}
          autoComplete="off"
          onFocus={(event) => event.target.select()}
        />
      </Field>
      <p className="line-clamp-4 whitespace-pre-line break-words text-muted text-sm">{prompt}</p>
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose>
          <Button>{common("cancel")}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" loading={save.isPending} disabled={clean === ""}>
          {common("save")}
        </Button>
      </div>
    </form>
  );
}
