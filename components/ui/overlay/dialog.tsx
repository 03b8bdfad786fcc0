"use client";

import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import { type ReactNode, useRef } from "react";
import { cn } from "@/lib/platform/cn";
import { Button } from "../form/button";
import { useUiLabels } from "../labels";

interface DialogProps {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** What opens it; left out when `open` is steered from outside. */
  trigger?: ReactNode;
  title: ReactNode;
  hideTitle?: boolean;
  description?: ReactNode;
  /** Buttons at the end, the one to press last. */
  footer?: ReactNode;
  size?: "sm" | "md" | "lg" | "full";
  className?: string;
  children?: ReactNode;
}

const widths = {
  sm: "sm:max-w-sm",
  md: "sm:max-w-lg",
  lg: "sm:max-w-3xl",
  full: "sm:max-w-[calc(100vw-3rem)]",
};

export const scrimLook =
  "fixed inset-0 z-50 bg-scrim data-[state=closed]:animate-fade-out data-[state=open]:animate-fade-in";

/** A window over the page. On a phone it is as wide as the screen allows and scrolls inside. */
export function Dialog(props: DialogProps) {
  const {
    open,
    onOpenChange,
    trigger,
    title,
    hideTitle,
    description,
    footer,
    size = "md",
    className,
    children,
  } = props;
  const labels = useUiLabels();
  const focus = useFocusReturn();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className={scrimLook} />
        <div className="pointer-events-none fixed inset-0 z-50 flex items-center justify-center p-4">
          <Radix.Content
            {...(description ? {} : { "aria-describedby": undefined })}
            {...(trigger ? {} : focus)}
            className={cn(
              "pointer-events-auto relative flex max-h-full w-full flex-col overflow-hidden rounded-lg border border-line bg-raised shadow-raised",
              "data-[state=closed]:animate-pop-out data-[state=open]:animate-pop-in focus-visible:outline-none",
              widths[size],
              className,
            )}
          >
            <div className={cn("flex flex-col gap-1.5 px-5 pt-5 pb-3", hideTitle && "sr-only")}>
              <Radix.Title className="pr-9 font-semibold text-lg">{title}</Radix.Title>
              {description ? (
                <Radix.Description className="break-words text-muted">{description}</Radix.Description>
              ) : null}
            </div>
            {/* What scrolls and has the focus as a whole shows it by a line, where a ring would be cut off. */}
            <div
              className={cn(
                "min-h-0 flex-1 overflow-y-auto px-5 pb-5 has-[>section:focus-visible]:shadow-[inset_0_2px_0_var(--line-strong)]",
                hideTitle ? "pt-5" : "pt-2",
              )}
            >
              {children}
            </div>
            {footer ? (
              <div className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">{footer}</div>
            ) : null}
            <Radix.Close asChild>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={labels.close}
                // Without a heading it lies over what the window shows, pictures for example.
                className={cn(
                  "absolute top-3.5 right-3.5",
                  hideTitle && "rounded-full bg-raised hover:bg-subtle",
                )}
              >
                <X strokeWidth={1.5} />
              </Button>
            </Radix.Close>
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Gives the focus back to what had it; a window without a trigger would leave it nowhere. */
function useFocusReturn() {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      before.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      const { current } = before;
      if (!(current instanceof HTMLElement) || !current.isConnected) return;
      event.preventDefault();
      current.focus();
    },
  };
}

/** Closes the window that it stands in: `<DialogClose><Button>…</Button></DialogClose>`. */
export function DialogClose({ children }: { children: ReactNode }) {
  return <Radix.Close asChild>{children}</Radix.Close>;
}
