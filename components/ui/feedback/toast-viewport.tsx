"use client";

import { CircleAlert, CircleCheck, X } from "lucide-react";
import { AnimatePresence } from "motion/react";
import * as m from "motion/react-m";
import { useEffect, useState, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";
import { Button } from "../form/button";
import { useUiLabels } from "../labels";
import { dismissToast, type Toast, toastStore } from "./toast-store";

const none: readonly Toast[] = [];
const motion = {
  initial: { opacity: 0, y: 12 },
  animate: { opacity: 1, y: 0 },
  exit: { opacity: 0, y: 12 },
  transition: { duration: 0.2, ease: "easeOut" },
} as const;

/** Where toasts appear: once per page, above windows, read aloud without taking the focus. */
export function ToastViewport() {
  const labels = useUiLabels();
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.read, () => none);
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  if (!mounted) return null;
  return createPortal(
    <section
      aria-label={labels.notifications}
      aria-live="polite"
      aria-relevant="additions"
      // A press on a toast is not a press outside of an open window, which would close it.
      onPointerDown={(event) => event.stopPropagation()}
      className="pointer-events-none fixed inset-x-0 bottom-0 z-[60] mb-[calc(4.5rem+env(safe-area-inset-bottom))] flex flex-col items-center gap-2 px-4 sm:mb-5"
    >
      <AnimatePresence>
        {toasts.map((shown) => (
          <m.div key={shown.id} layout="position" {...motion} className="pointer-events-auto w-full max-w-sm">
            <ToastCard toast={shown} />
          </m.div>
        ))}
      </AnimatePresence>
    </section>,
    document.body,
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const labels = useUiLabels();
  const [held, setHeld] = useState(false);
  const { id, tone = "plain", action } = toast;
  const durationMs = toast.durationMs ?? (action || tone === "danger" ? 12_000 : 6_000);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismissToast(id), durationMs);
    return () => clearTimeout(timer);
  }, [held, id, durationMs]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: holding only stops the clock; every control inside is a button.
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="flex items-start gap-3 rounded-md border border-line bg-raised py-3 pr-2 pl-4 shadow-raised"
    >
      {tone === "success" ? (
        <CircleCheck strokeWidth={1.5} className="mt-0.5 size-4.5 shrink-0 text-success" />
      ) : null}
      {tone === "danger" ? (
        <CircleAlert strokeWidth={1.5} className="mt-0.5 size-4.5 shrink-0 text-danger" />
      ) : null}
      <div className="min-w-0 flex-1 break-words">
        <p className="font-medium">{toast.title}</p>
        {toast.detail ? <p className="text-muted text-sm">{toast.detail}</p> : null}
      </div>
      {action ? (
        <Button
          size="sm"
          className="-my-1"
          onClick={() => {
            action.onSelect();
            dismissToast(id);
          }}
        >
          {action.label}
        </Button>
      ) : null}
      <Button
        variant="ghost"
        size="icon-sm"
        className="-my-1"
        aria-label={labels.dismiss}
        onClick={() => dismissToast(id)}
      >
        <X strokeWidth={1.5} />
      </Button>
    </div>
  );
}
