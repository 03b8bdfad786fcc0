"use client";

import * as Radix from "radix-ui/alert-dialog";
import { type ReactNode, useState } from "react";
import { Button } from "../form/button";
import { Field } from "../form/field";
import { Input } from "../form/input";
import { scrimLook } from "./dialog";

interface ConfirmDialogProps {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactNode;
  title: ReactNode;
  /** What will happen, and whether it can be taken back. */
  description: ReactNode;
  confirmLabel: string;
  cancelLabel: string;
  tone?: "danger" | "plain";
  /** With both, the button wakes up only when `text` has been typed. */
  typing?: { text: string; label: ReactNode };
  /** The window stays open and busy until it resolves; it closes unless `false` comes back or it rejects. */
  onConfirm: () => unknown;
  children?: ReactNode;
}

/** Asks before something that is hard to undo. The safe answer has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, description, confirmLabel, cancelLabel, tone = "danger", typing, trigger, children } = props;
  const [ownOpen, setOwnOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [typed, setTyped] = useState("");
  const change = (open: boolean) => {
    if (busy && !open) return;
    show(open);
  };
  const show = (open: boolean) => {
    setTyped("");
    setOwnOpen(open);
    props.onOpenChange?.(open);
  };
  const ready = !typing || typed.trim() === typing.text;
  const confirm = async () => {
    if (!ready || busy) return;
    setBusy(true);
    try {
      if ((await props.onConfirm()) !== false) show(false);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Radix.Root open={props.open ?? ownOpen} onOpenChange={change}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className={scrimLook} />
        <div className="pointer-events-none fixed inset-0 z-50 flex items-center justify-center p-4">
          <Radix.Content className="pointer-events-auto flex max-h-full w-full max-w-md flex-col gap-4 overflow-y-auto rounded-lg border border-line bg-raised p-5 shadow-raised focus-visible:outline-none data-[state=closed]:animate-pop-out data-[state=open]:animate-pop-in">
            <div className="flex flex-col gap-1.5">
              <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
              <Radix.Description className="break-words text-muted">{description}</Radix.Description>
            </div>
            {children}
            <form
              className="flex flex-col gap-5"
              onSubmit={(event) => {
                event.preventDefault();
                event.stopPropagation();
                void confirm();
              }}
            >
              {typing ? (
                <Field label={typing.label}>
                  <Input
                    value={typed}
                    onChange={(event) => setTyped(event.target.value)}
                    autoComplete="off"
                    spellCheck={false}
                  />
                </Field>
              ) : null}
              <div className="flex flex-wrap justify-end gap-2">
                <Radix.Cancel asChild>
                  <Button>{cancelLabel}</Button>
                </Radix.Cancel>
                <Button
                  type="submit"
                  variant={tone === "danger" ? "danger" : "primary"}
                  disabled={!ready}
                  loading={busy}
                >
                  {confirmLabel}
                </Button>
              </div>
            </form>
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}
