"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { cleanText } from "@/components/shell/forms/clean-text";
import { SubmitButton } from "@/components/shell/forms/submit-button";
import { useProblemText } from "@/components/shell/state/problem-text";
import { Button } from "@/components/ui/form/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Dialog, DialogClose } from "@/components/ui/overlay/dialog";

const LONGEST_NAME = 60;

interface NameDialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: string;
  submitLabel: string;
  /** The name so far; empty for a new collection. */
  initial?: string;
  /** Stores the name; what it throws is said in the window, which closes otherwise. */
  onSubmit: (name: string) => Promise<unknown>;
}

/** Asks for the name of a collection. */
export function NameDialog({ open, onClose, title, description, submitLabel, ...form }: NameDialogProps) {
  const common = useTranslations("common");
  const formId = useId();
  const [busy, setBusy] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title={title}
      description={description}
      size="sm"
      footer={
        <>
          <DialogClose>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <SubmitButton form={formId} variant="primary" loading={busy}>
            {submitLabel}
          </SubmitButton>
        </>
      }
    >
      <NameForm id={formId} {...form} onBusy={setBusy} onDone={onClose} />
    </Dialog>
  );
}

interface NameFormProps extends Pick<NameDialogProps, "initial" | "onSubmit"> {
  id: string;
  onBusy: (busy: boolean) => void;
  onDone: () => void;
}

function NameForm({ id, initial = "", onSubmit, onBusy, onDone }: NameFormProps) {
  const t = useTranslations("viewer");
  const problem = useProblemText();
  const [name, setName] = useState(initial);
  const [error, setError] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const clean = cleanText(name);
    if (!clean) return setError(t("collectionNameMissing"));
    onBusy(true);
    try {
      await onSubmit(clean);
      onDone();
    } catch (reason) {
      setError(problem(reason).message);
    } finally {
      onBusy(false);
    }
  };
  return (
    <form id={id} onSubmit={(event) => void submit(event)} noValidate>
      <Field label={t("collectionName")} error={error} required>
        <Input
          value={name}
          onChange={(event) => {
            setName(event.target.value);
            setError(undefined);
          }}
          maxLength={LONGEST_NAME}
          autoComplete="off"
          enterKeyHint="done"
        />
      </Field>
    </form>
  );
}
