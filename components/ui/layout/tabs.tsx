"use client";

import * as Radix from "radix-ui/tabs";
import type { ReactNode } from "react";
import { cn } from "@/lib/platform/cn";

interface TabsProps<V extends string> {
  tabs: readonly { value: V; label: ReactNode; content: ReactNode }[];
  value?: V;
  defaultValue?: V;
  onValueChange?: (value: V) => void;
  /** Names the row of tabs. */
  label: string;
  className?: string;
}

/** Several views of one thing, one at a time. Only the open one is rendered. */
export function Tabs<V extends string>({
  tabs,
  onValueChange,
  label,
  className,
  defaultValue,
  value,
}: TabsProps<V>) {
  return (
    <Radix.Root
      value={value}
      defaultValue={defaultValue ?? tabs[0]?.value}
      onValueChange={(next) => onValueChange?.(next as V)}
      className={className}
    >
      <Radix.List aria-label={label} className="flex gap-5 overflow-x-auto border-line border-b">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className={cn(
              "-mb-px h-11 shrink-0 border-transparent border-b-2 text-muted hover:text-text sm:h-10",
              "focus-visible:-outline-offset-2 data-[state=active]:border-text data-[state=active]:font-medium data-[state=active]:text-text",
            )}
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="pt-5">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
