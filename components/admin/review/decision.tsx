"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { cleanText } from "@/components/shell/forms/clean-text";
import { Button } from "@/components/ui/form/button";
import { Field } from "@/components/ui/form/field";
import { Select } from "@/components/ui/form/select";
import { Textarea } from "@/components/ui/form/textarea";
import { Kbd } from "@/components/ui/layout/kbd";
import { type DecisionReason, decisionReasons } from "@/lib/gallery/schema";

interface DecisionProps {
  refusing: boolean;
  onRefuseOpen: () => unknown;
  onRefuseLeave: () => void;
  busy: boolean;
  onApprove: () => unknown;
  onRefuse: (reason: DecisionReason, note: string) => unknown;
}

/** Lets the image in, or asks for the reason of a refusal. */
export function Decision(props: DecisionProps) {
  const { refusing, onRefuseOpen, onRefuseLeave, busy, onApprove, onRefuse } = props;
  const t = useTranslations("review");
  if (refusing)
    return <RefusalForm label={t("reject")} busy={busy} onCancel={onRefuseLeave} onSubmit={onRefuse} />;
  return (
    <div className="flex flex-wrap gap-2">
      <Button variant="primary" onClick={onApprove} loading={busy} data-writes>
        {t("approve")} <Key letter="A" />
      </Button>
      <Button onClick={onRefuseOpen} data-writes>
        {t("rejectOpen")} <Key letter="R" />
      </Button>
    </div>
  );
}

/** The key that does the same; of no use where there are no keys. */
const Key = ({ letter }: { letter: string }) => (
  <span className="pointer-coarse:hidden">
    <Kbd>{letter}</Kbd>
  </span>
);

const MAX_NOTE = 500;

interface RefusalFormProps {
  label: string;
  busy: boolean;
  onCancel: () => void;
  onSubmit: (reason: DecisionReason, note: string) => unknown;
}

/** The reason of a refusal or a takedown, and words for the author. */
export function RefusalForm({ label, busy, onCancel, onSubmit }: RefusalFormProps) {
  const t = useTranslations("review");
  const common = useTranslations("common");
  const reasonText = useTranslations("publishing.reasons");
  const [reason, setReason] = useState<DecisionReason>("illegal");
  const [note, setNote] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onSubmit(reason, cleanText(note));
  };
  // Who composes a word with an input method gives up the word with the key, and not the form.
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.nativeEvent.isComposing || busy) return;
    event.preventDefault();
    event.stopPropagation();
    onCancel();
  };
  return (
    <form onSubmit={submit} onKeyDown={leave} className="flex flex-col gap-3 [&_select]:scroll-mb-72">
      <Field label={t("reason")}>
        <Select
          autoFocus
          value={reason}
          onValueChange={setReason}
          options={decisionReasons.map((value) => ({ value, label: reasonText(value) }))}
        />
      </Field>
      <Field label={t("note")} hint={t("noteHint")}>
        <Textarea value={note} maxLength={MAX_NOTE} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="danger" loading={busy}>
          {label}
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          {common("cancel")}
        </Button>
      </div>
    </form>
  );
}
