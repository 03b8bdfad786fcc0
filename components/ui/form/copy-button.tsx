"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { toast } from "../feedback/toast-store";
import { useUiLabels } from "../labels";
import { Button, type ButtonProps } from "./button";

interface CopyButtonProps extends Omit<ButtonProps, "onClick" | "asChild" | "children"> {
  text: string;
  /** Shown beside the icon; without it the button is an icon with a name. */
  label?: string;
}

/** Copies a text and says so for two seconds. */
export function CopyButton({ text, label, variant = "ghost", size, ...rest }: CopyButtonProps) {
  const labels = useUiLabels();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      // Browsers offer the clipboard on https and localhost only; elsewhere it is missing, not refusing.
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      toast({ title: labels.copyFailed, tone: "danger" });
    }
  };
  const Icon = copied ? Check : Copy;
  const name = copied ? labels.copied : (label ?? labels.copy);
  return (
    <Button
      variant={variant}
      size={size ?? (label ? "sm" : "icon-sm")}
      onClick={copy}
      aria-label={name}
      {...rest}
    >
      <Icon strokeWidth={1.5} aria-hidden />
      {label ? <span>{name}</span> : null}
      <span className="sr-only" aria-live="polite">
        {copied ? labels.copied : ""}
      </span>
    </Button>
  );
}
