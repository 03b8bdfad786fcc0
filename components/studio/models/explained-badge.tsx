"use client";

import * as Radix from "radix-ui/tooltip";
import { type ReactNode, useState } from "react";
import { Badge } from "@/components/ui/feedback/badge";

interface ExplainedBadgeProps {
  children: ReactNode;
  explanation: string;
}

/** A badge with a sentence behind it, for the pointer, the keyboard and the finger alike. */
export function ExplainedBadge({ children, explanation }: ExplainedBadgeProps) {
  const [open, setOpen] = useState(false);
  return (
    <Radix.Root open={open} onOpenChange={setOpen} delayDuration={200}>
      <Radix.Trigger asChild>
        <button
          type="button"
          aria-label={typeof children === "string" ? children : undefined}
          // A tap opens it too: the tooltip alone would close on every press.
          onClick={(event) => {
            event.preventDefault();
            setOpen(true);
          }}
          className="-my-1 mr-1.5 inline-flex cursor-help rounded-sm py-1 align-middle"
        >
          <Badge tone="outline" className="underline decoration-dotted underline-offset-3">
            {children}
          </Badge>
        </button>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side="top"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-w-72 rounded-sm bg-text px-2.5 py-1.5 text-background text-xs data-[state=closed]:animate-fade-out"
        >
          {explanation}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
