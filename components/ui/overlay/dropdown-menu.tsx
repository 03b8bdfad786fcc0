"use client";

import { Check } from "lucide-react";
import * as Radix from "radix-ui/dropdown-menu";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/platform/cn";

interface DropdownMenuProps {
  /** A Button; it becomes the trigger. */
  trigger: ReactNode;
  align?: "start" | "center" | "end";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  children: ReactNode;
}

export function DropdownMenu({
  trigger,
  align = "end",
  open,
  onOpenChange,
  className,
  children,
}: DropdownMenuProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange} modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={cn(
            "z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-raised",
            "origin-(--radix-dropdown-menu-content-transform-origin) data-[state=closed]:animate-pop-out data-[state=open]:animate-pop-in",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const rowLook =
  "relative flex min-h-10 cursor-default select-none items-center gap-2.5 rounded-sm px-2.5 py-1.5 outline-none data-highlighted:bg-subtle data-disabled:opacity-50 sm:min-h-8 [&_svg]:size-4 [&_svg]:shrink-0";

interface MenuItemProps extends ComponentProps<typeof Radix.Item> {
  tone?: "plain" | "danger";
}

/** One thing to do; with `asChild` around a link, a place to go. */
export function MenuItem({ tone = "plain", className, ...rest }: MenuItemProps) {
  return <Radix.Item className={cn(rowLook, tone === "danger" && "text-danger", className)} {...rest} />;
}

interface MenuRadioProps<V extends string> {
  label: string;
  options: readonly { value: V; label: string }[];
  value: V | undefined;
  onValueChange: (value: V) => void;
}

/** A titled choice inside a menu. */
export function MenuRadio<V extends string>({ label, options, value, onValueChange }: MenuRadioProps<V>) {
  return (
    <Radix.RadioGroup value={value} onValueChange={(next) => onValueChange(next as V)} aria-label={label}>
      <MenuLabel>{label}</MenuLabel>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={cn(rowLook, "pr-8")}>
          {option.label}
          <Radix.ItemIndicator className="absolute right-2.5">
            <Check strokeWidth={1.5} />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuLabel({ className, ...rest }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label className={cn("px-2.5 pt-2 pb-1 text-muted text-xs", className)} {...rest} />;
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
