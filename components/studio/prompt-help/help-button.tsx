"use client";

import * as Radix from "radix-ui/tooltip";
import { type ReactNode, type Ref, useId, useState } from "react";
import { Button } from "@/components/ui/form/button";
import { cn } from "@/lib/platform/cn";

interface HelpButtonProps {
  ref?: Ref<HTMLButtonElement>;
  onPress: () => void;
  /** Why it does nothing now. It stays reachable then, and a press or a tap shows the reason. */
  off?: string | null;
  children: ReactNode;
}

/** A quiet button of the line under the prompt. */
export function HelpButton({ ref, onPress, off = null, children }: HelpButtonProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const isOff = off !== null;
  return (
    <Radix.Root open={isOff && open} onOpenChange={setOpen} delayDuration={200}>
      <Radix.Trigger asChild>
        <Button
          ref={ref}
          variant="ghost"
          size="sm"
          aria-disabled={isOff || undefined}
          aria-describedby={isOff ? id : undefined}
          onClick={(event) => {
            if (!isOff) return onPress();
            // The tooltip alone would close on every press.
            event.preventDefault();
            setOpen(true);
          }}
          className={cn("px-2 font-normal", isOff && "opacity-50 hover:bg-transparent")}
        >
          {children}
          {isOff ? (
            <span id={id} hidden>
              {off}
            </span>
          ) : null}
        </Button>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side="bottom"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-w-72 rounded-sm bg-text px-2.5 py-1.5 text-background text-xs data-[state=closed]:animate-fade-out"
        >
          {off}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
