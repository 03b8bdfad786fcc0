"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { FormAction } from "@/components/shell/forms/answer";
import { Callout } from "@/components/ui/feedback/callout";
import { Button, type ButtonProps } from "@/components/ui/form/button";
import { Field } from "@/components/ui/form/field";
import { PasswordInput } from "@/components/ui/form/input";
import { Textarea } from "@/components/ui/form/textarea";
import { Dialog, DialogClose } from "@/components/ui/overlay/dialog";
import { ActionField } from "./action-field";
import { type ActionField as FieldShape, inputOf } from "./action-input";
import { useAction } from "./use-action";

interface ActionDialogProps<I> {
  /** The button's words. */
  label: string;
  title: string;
  /** What it will do, and whether it can be taken back. */
  says: string;
  confirmLabel: string;
  tone?: "danger" | "plain";
  action: FormAction<I>;
  /** What is sent besides what is filled in. */
  input: Record<string, unknown>;
  fields?: readonly FieldShape[];
  /** Asks why; it stands in the audit log. */
  reason?: boolean;
  /** Asks for the admin's own password. */
  password?: boolean;
  /** Said when it is done. */
  doneText: string;
  /** Opened afterwards, with everything read anew. */
  doneHref?: string;
  disabled?: boolean;
  variant?: ButtonProps["variant"];
}

/** A write of the panel: a button, a window that says what will happen and asks for what is needed, and the answer. */
export function ActionDialog<I>(props: ActionDialogProps<I>) {
  const { label, title, says, confirmLabel, tone = "plain", fields = [], reason, password, variant } = props;
  const t = useTranslations("admin.kit");
  const [isOpen, setOpen] = useState(false);
  const form = useId();
  const { run, isBusy, problem, forget } = useAction(props.action, props.doneText, props.doneHref);
  const send = async (data: FormData) => {
    const asked: FieldShape[] = [...fields];
    if (reason) asked.push({ name: "reason", label: "", kind: "textarea" });
    const input = { ...props.input, ...inputOf(asked, data) };
    const proven = password ? { ...input, password: String(data.get("password") ?? "") } : input;
    // The server parses what it gets; the form cannot know the action's type.
    if (await run(proven as I)) setOpen(false);
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        if (isBusy) return;
        forget();
        setOpen(open);
      }}
      trigger={
        <Button variant={variant} disabled={props.disabled}>
          {label}
        </Button>
      }
      title={title}
      description={says}
      footer={
        <>
          <DialogClose>
            <Button>{t("cancel")}</Button>
          </DialogClose>
          <Button
            type="submit"
            form={form}
            variant={tone === "danger" ? "danger" : "primary"}
            loading={isBusy}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-4 empty:hidden"
        onSubmit={(event) => {
          event.preventDefault();
          void send(new FormData(event.currentTarget));
        }}
      >
        {fields.map((field) => (
          <ActionField key={field.name} field={field} error={problem?.fields[field.name]} />
        ))}
        {reason ? (
          <Field label={t("reason")} hint={t("reasonHint")} required error={problem?.fields.reason}>
            <Textarea name="reason" required minLength={3} maxLength={500} />
          </Field>
        ) : null}
        {password ? (
          <Field label={t("password")} hint={t("passwordHint")}>
            <PasswordInput name="password" autoComplete="current-password" maxLength={200} />
          </Field>
        ) : null}
        {problem ? (
          <Callout tone="danger">
            {problem.message}
            {problem.requestId ? <span className="ml-1 font-mono text-xs">{problem.requestId}</span> : null}
          </Callout>
        ) : null}
      </form>
    </Dialog>
  );
}
