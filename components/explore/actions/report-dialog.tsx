"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/form/button";
import { Field } from "@/components/ui/form/field";
import { Textarea } from "@/components/ui/form/textarea";
import { UiLabelsProvider, useUiLabels } from "@/components/ui/labels";
import { Dialog } from "@/components/ui/overlay/dialog";
import { reportReasons } from "@/lib/gallery/schema";
import { report } from "../calls";
import { problemText, useExplore } from "../texts";
import type { ReportWords } from "./report-words";

interface ReportDialogProps {
  id: string;
  words: ReportWords;
  onClose: () => void;
  onSent: () => void;
}

type Reason = (typeof reportReasons)[number];

/** What is wrong with an image, in one choice and a few words. */
export function ReportDialog({ id, words, onClose, onSent }: ReportDialogProps) {
  const { texts } = useExplore();
  const labels = useUiLabels();
  const form = useId();
  const [reason, setReason] = useState<Reason>();
  const [note, setNote] = useState("");
  const [isSending, setIsSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const send = async () => {
    if (!reason || isSending) return;
    setIsSending(true);
    setProblem(undefined);
    try {
      await report({ id, reason, note });
      onSent();
    } catch (error) {
      setProblem(`${words.failed} ${problemText(texts.problems, error)}`);
      setIsSending(false);
    }
  };
  return (
    <UiLabelsProvider labels={{ ...labels, close: words.close }}>
      <Dialog
        open
        onOpenChange={(open) => (open ? undefined : onClose())}
        title={words.title}
        description={words.detail}
        footer={
          <>
            <Button onClick={onClose}>{words.cancel}</Button>
            <Button type="submit" form={form} variant="primary" disabled={!reason} loading={isSending}>
              {words.send}
            </Button>
          </>
        }
      >
        <form
          id={form}
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
          className="flex flex-col gap-5"
        >
          <Reasons words={words} value={reason} onChoose={setReason} />
          <Field label={words.note}>
            <Textarea
              value={note}
              maxLength={500}
              rows={3}
              placeholder={words.notePlaceholder}
              onChange={(event) => setNote(event.target.value)}
            />
          </Field>
          {problem ? (
            <p role="alert" className="text-danger">
              {problem}
            </p>
          ) : null}
        </form>
      </Dialog>
    </UiLabelsProvider>
  );
}

interface ReasonsProps {
  words: ReportWords;
  value: Reason | undefined;
  onChoose: (reason: Reason) => void;
}

const Reasons = ({ words, value, onChoose }: ReasonsProps) => (
  <fieldset className="flex flex-col gap-1">
    <legend className="mb-1.5 font-medium text-sm">{words.reason}</legend>
    {reportReasons.map((reason) => (
      <label
        key={reason}
        className="flex min-h-10 items-center gap-2.5 rounded-md px-2 hover:bg-subtle sm:min-h-9"
      >
        <input
          type="radio"
          name="reason"
          value={reason}
          checked={value === reason}
          onChange={() => onChoose(reason)}
          className="size-4 shrink-0 accent-text"
        />
        {words.reasons[reason]}
      </label>
    ))}
  </fieldset>
);
