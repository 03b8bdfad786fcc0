"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { cleanText } from "@/components/shell/forms/clean-text";
import { useProblemText } from "@/components/shell/state/problem-text";
import { Callout } from "@/components/ui/feedback/callout";
import { toast } from "@/components/ui/feedback/toast-store";
import { Button } from "@/components/ui/form/button";
import { Checkbox } from "@/components/ui/form/checkbox";
import { Field } from "@/components/ui/form/field";
import { RadioCards } from "@/components/ui/form/radio-cards";
import { Textarea } from "@/components/ui/form/textarea";
import { useTakeUnlabelledCopy } from "@/lib/images/client";
import { copyAgreement, exportFormats } from "@/lib/images/schema";
import { saveFile } from "./save-file";

const MAX_PURPOSE = 200;

interface CopyFormProps {
  imageId: string;
  onDone: () => void;
}

/** The agreement, what the copy is for, and its format. */
export function CopyForm({ imageId, onDone }: CopyFormProps) {
  const t = useTranslations("copies");
  const problemText = useProblemText();
  const take = useTakeUnlabelledCopy();
  const [purpose, setPurpose] = useState("");
  const [format, setFormat] = useState<(typeof exportFormats)[number]>("png");
  const [agreed, setAgreed] = useState(false);
  const clean = cleanText(purpose);
  const ready = agreed && clean !== "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A form in a window above another is still inside of it for React.
    event.stopPropagation();
    if (!ready || take.isPending) return;
    take.mutate(
      { id: imageId, agreement: copyAgreement.version, purpose: clean, format },
      {
        onSuccess: ({ file, name }) => {
          saveFile(file, name ?? `${imageId}.${format}`);
          toast({ title: t("taken"), detail: t("takenDetail"), tone: "success" });
          onDone();
        },
      },
    );
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <ul className="flex list-disc flex-col gap-1.5 pl-5">
        {copyAgreement.clauses.map((clause) => (
          <li key={clause}>{t(`agreement.${clause}`)}</li>
        ))}
      </ul>
      <Field
        label={t("purpose")}
        hint={t("purposeHint")}
        aside={`${purpose.length} / ${MAX_PURPOSE}`}
        required
      >
        <Textarea
          rows={2}
          value={purpose}
          maxLength={MAX_PURPOSE}
          onChange={(event) => setPurpose(event.target.value)}
        />
      </Field>
      <Field label={t("format")}>
        <RadioCards
          className="grid-cols-3"
          value={format}
          onValueChange={setFormat}
          options={exportFormats.map((value) => ({ value, label: t(`formats.${value}`) }))}
        />
      </Field>
      <Checkbox label={t("agree")} checked={agreed} onCheckedChange={(next) => setAgreed(next === true)} />
      {take.isError ? <Callout tone="danger">{problemText(take.error).message}</Callout> : null}
      <Button type="submit" variant="primary" className="self-end" disabled={!ready} loading={take.isPending}>
        <Download strokeWidth={1.5} />
        {t("submit")}
      </Button>
    </form>
  );
}
