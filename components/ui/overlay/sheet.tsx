"use client";

import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";
import { cn } from "@/lib/platform/cn";
import { Button } from "../form/button";
import { useUiLabels } from "../labels";
import { scrimLook } from "./dialog";

interface SheetProps {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactNode;
  title: ReactNode;
  hideTitle?: boolean;
  description?: ReactNode;
  /** Stays in sight under the scrolling content; respects the home bar. */
  footer?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** Rises from the bottom on a phone and slides in from the right on wider screens. */
export function Sheet(props: SheetProps) {
  const { open, onOpenChange, trigger, title, hideTitle, description, footer, className, children } = props;
  const labels = useUiLabels();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className={scrimLook} />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cn(
            "fixed z-50 flex flex-col border-line bg-raised shadow-raised focus-visible:outline-none",
            "inset-x-0 bottom-0 max-h-[92dvh] rounded-t-lg border-t",
            "data-[state=closed]:animate-rise-out data-[state=open]:animate-rise-in",
            "sm:inset-y-0 sm:right-0 sm:left-auto sm:max-h-none sm:w-full sm:max-w-md sm:rounded-none sm:border-t-0 sm:border-l",
            "sm:data-[state=closed]:animate-slide-out sm:data-[state=open]:animate-slide-in",
            className,
          )}
        >
          <div className="mx-auto mt-2 h-1 w-9 shrink-0 rounded-full bg-line sm:hidden" aria-hidden />
          <div
            className={cn("flex flex-col gap-1 px-4 pt-3 pr-14 pb-3 sm:px-5 sm:pt-5", hideTitle && "sr-only")}
          >
            <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
            {description ? <Radix.Description className="text-muted">{description}</Radix.Description> : null}
          </div>
          {/* Room for the ring of what has the focus at the top, which would be cut off where it scrolls. */}
          <div className="-mt-1 min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 pt-1 pb-4 sm:px-5">
            {children}
          </div>
          {footer ? (
            <div className="border-line border-t px-4 pt-3 sm:px-5">
              <div className="pb-3">{footer}</div>
            </div>
          ) : null}
          <div className="pb-safe" />
          <Radix.Close asChild>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={labels.close}
              className="absolute top-4.5 right-3 sm:top-4"
            >
              <X strokeWidth={1.5} />
            </Button>
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
