"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { cleanText } from "@/components/shell/forms/clean-text";
import { useProblemText } from "@/components/shell/state/problem-text";
import { Callout } from "@/components/ui/feedback/callout";
import { toast } from "@/components/ui/feedback/toast-store";
import { Button } from "@/components/ui/form/button";
import { Field } from "@/components/ui/form/field";
import { Textarea } from "@/components/ui/form/textarea";
import { Dialog } from "@/components/ui/overlay/dialog";
import { useAppeal } from "@/lib/gallery/client";

const MAX_CHARS = 1_000;

/** Asks for another look at a refusal, which is possible once. */
export function AppealDialog({ imageId }: { imageId: string }) {
  const t = useTranslations("publishing");
  const problemText = useProblemText();
  const appeal = useAppeal();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const clean = cleanText(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (clean === "" || appeal.isPending) return;
    appeal.mutate(
      { id: imageId, text: clean },
      {
        onSuccess: () => {
          setOpen(false);
          toast({ title: t("appealed"), tone: "success" });
        },
      },
    );
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button size="sm">{t("appeal")}</Button>}
      title={t("appealTitle")}
      description={t("appealDetail")}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t("appealText")} aside={`${text.length} / ${MAX_CHARS}`}>
          <Textarea value={text} maxLength={MAX_CHARS} onChange={(event) => setText(event.target.value)} />
        </Field>
        {appeal.isError ? <Callout tone="danger">{problemText(appeal.error).message}</Callout> : null}
        <Button
          type="submit"
          variant="primary"
          className="self-end"
          disabled={clean === ""}
          loading={appeal.isPending}
        >
          {t("appealSubmit")}
        </Button>
      </form>
    </Dialog>
  );
}
