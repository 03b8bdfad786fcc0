"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { Callout } from "@/components/ui/feedback/callout";
import { Button, type ButtonProps } from "@/components/ui/form/button";
import { Field } from "@/components/ui/form/field";
import { PasswordInput } from "@/components/ui/form/input";
import { Textarea } from "@/components/ui/form/textarea";
import { Dialog, DialogClose } from "@/components/ui/overlay/dialog";

export interface ActionWindowProps {
  /** The button's words. */
  label: string;
  title: string;
  /** What it will do, and whether it can be taken back. */
  says: string;
  confirmLabel: string;
  tone?: "danger" | "plain";
  /** Asks why; it stands in the audit log. */
  reason?: boolean;
  /** Asks for the admin's own password. */
  password?: boolean;
  disabled?: boolean;
  variant?: ButtonProps["variant"];
}
interface SendingProps {
  isBusy: boolean;
  problem: { message: string; requestId?: string | undefined; fields?: Record<string, string> } | null;
  /** Forgets the problem of the last time. */
  forget: () => void;
  /** Sends what was filled in; true closes the window. */
  send: (data: FormData) => Promise<boolean>;
  /** What is filled in besides reason and password. */
  children?: ReactNode;
}

/** The frame of a write: a button, and the window that says what will happen, asks, and shows what went wrong. */
export function ActionWindow(props: ActionWindowProps & SendingProps) {
  const { label, title, says, confirmLabel, tone = "plain", variant, isBusy, problem, forget, send } = props;
  const t = useTranslations("admin.kit");
  const [isOpen, setOpen] = useState(false);
  const form = useId();
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        if (isBusy) return;
        forget();
        setOpen(open);
      }}
      trigger={
        <Button variant={variant} disabled={props.disabled} data-writes>
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
          void send(new FormData(event.currentTarget)).then((isDone) => isDone && setOpen(false));
        }}
      >
        {props.children}
        {props.reason ? (
          <Field label={t("reason")} hint={t("reasonHint")} required error={problem?.fields?.reason}>
            <Textarea name="reason" required minLength={3} maxLength={500} />
          </Field>
        ) : null}
        {props.password ? (
          <Field label={t("password")} hint={t("passwordHint")} required>
            <PasswordInput name="password" autoComplete="current-password" required maxLength={200} />
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
