"use client";

import { LoaderCircle, Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import * as Radix from "radix-ui/dialog";
import { type KeyboardEvent, useId, useState } from "react";
import { Button } from "@/components/ui/form/button";
import { useUiLabels } from "@/components/ui/labels";
import { scrimLook } from "@/components/ui/overlay/dialog";
import { stepIn } from "./commands/match";
import { optionId, PaletteList } from "./palette-list";
import { useSections } from "./use-sections";

interface PaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Ends the session; null for a visitor. */
  signOut: (() => Promise<unknown>) | null;
}

/** One field from which every page, every action and every picture is reached by keys. */
export function Palette({ open, onOpenChange, signOut }: PaletteProps) {
  const t = useTranslations("palette");
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={scrimLook} />
        <div className="pointer-events-none fixed inset-0 z-50 flex items-start justify-center px-3 pt-[max(0.75rem,10dvh)]">
          <Radix.Content
            aria-describedby={undefined}
            className="pointer-events-auto relative flex w-full max-w-xl flex-col overflow-hidden rounded-lg border border-line bg-raised shadow-raised focus-visible:outline-none data-[state=closed]:animate-pop-out data-[state=open]:animate-pop-in"
          >
            <Radix.Title className="sr-only">{t("title")}</Radix.Title>
            <PaletteBody signOut={signOut} />
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A combobox as WAI-ARIA describes it: the focus stays in the field, the arrow keys mark what Enter chooses. */
function PaletteBody({ signOut }: Pick<PaletteProps, "signOut">) {
  const t = useTranslations("palette");
  const labels = useUiLabels();
  const id = useId();
  const [query, setQuery] = useState("");
  const [marked, setMarked] = useState<string | null>(null);
  const { sections, searching } = useSections(query, signOut);
  const options = sections.flatMap((section) => section.options);
  const at = Math.max(
    0,
    options.findIndex(({ key }) => key === marked),
  );
  const active = options[at];
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const next = stepIn(options.length, at, event.key);
    if (next !== null) setMarked(options[next]?.key ?? null);
    else if (event.key === "Enter") active?.choose();
    else return;
    event.preventDefault();
  };
  const Icon = searching ? LoaderCircle : Search;
  return (
    <>
      <div className="flex items-center gap-3 border-line border-b pr-2 pl-4">
        <Icon
          strokeWidth={1.5}
          aria-hidden
          className={searching ? "size-4 shrink-0 animate-spin text-muted" : "size-4 shrink-0 text-muted"}
        />
        <input
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={active ? optionId(id, active.key) : undefined}
          aria-autocomplete="list"
          aria-label={t("title")}
          placeholder={t("placeholder")}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setMarked(null);
          }}
          onKeyDown={press}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="go"
          maxLength={500}
          className="h-13 min-w-0 flex-1 bg-transparent text-ellipsis text-lg focus-visible:outline-none"
        />
        <Radix.Close asChild>
          <Button variant="ghost" size="icon-sm" aria-label={labels.close}>
            <X strokeWidth={1.5} />
          </Button>
        </Radix.Close>
      </div>
      <PaletteList id={id} sections={sections} active={active?.key} onActive={setMarked} />
      <p role="status" className="sr-only">
        {query ? t("count", { count: options.length }) : ""}
      </p>
    </>
  );
}
