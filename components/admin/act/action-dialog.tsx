"use client";

import type { FormAction } from "@/components/shell/forms/answer";
import { ActionField } from "./action-field";
import { type ActionField as FieldShape, inputOf } from "./action-input";
import { ActionWindow, type ActionWindowProps } from "./action-window";
import { useAction } from "./use-action";

interface ActionDialogProps<I> extends ActionWindowProps {
  action: FormAction<I>;
  /** What is sent besides what is filled in. */
  input: Record<string, unknown>;
  fields?: readonly FieldShape[];
  /** Said when it is done. */
  doneText: string;
  /** Opened afterwards, with everything read anew. */
  doneHref?: string;
  /** Where the page goes on when the record that it shows is gone by then. */
  goneHref?: string;
}

/** A write of the panel: a button, a window that says what will happen and asks for what is needed, and the answer. */
export function ActionDialog<I>(props: ActionDialogProps<I>) {
  const { action, input, fields = [], doneText, doneHref, goneHref, ...window } = props;
  const { run, isBusy, problem, forget } = useAction(action, doneText, { doneHref, goneHref });
  const send = (data: FormData) => {
    const asked: FieldShape[] = [...fields];
    if (window.reason) asked.push({ name: "reason", label: "", kind: "textarea" });
    const filled = { ...input, ...inputOf(asked, data) };
    const proven = window.password ? { ...filled, password: String(data.get("password") ?? "") } : filled;
    // The server parses what it gets; the form cannot know the action's type.
    return run(proven as I);
  };
  return (
    <ActionWindow {...window} {...{ isBusy, problem, forget, send }}>
      {fields.map((field) => (
        <ActionField key={field.name} field={field} error={problem?.fields[field.name]} />
      ))}
    </ActionWindow>
  );
}
