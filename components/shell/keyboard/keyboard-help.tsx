"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "@/components/ui/overlay/dialog";
import { KeyCaps } from "./key-caps";
import { type Shortcut, type ShortcutGroup, shortcutGroups } from "./shortcuts";

interface KeyboardHelpProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** All keys of the product, by where they work. */
export function KeyboardHelp({ open, onOpenChange }: KeyboardHelpProps) {
  const t = useTranslations("keyboard");
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="lg"
      title={t("title")}
      description={t("description")}
    >
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who scrolls by keys needs a place to stand on.
        tabIndex={0}
        aria-label={t("title")}
        className="gap-x-10 focus-visible:outline-none sm:columns-2"
      >
        {shortcutGroups.map((group) => (
          <Group key={group.surface} group={group} />
        ))}
      </section>
    </Dialog>
  );
}

function Group({ group }: { group: ShortcutGroup }) {
  const t = useTranslations("keyboard");
  const id = `keys-${group.surface}`;
  return (
    <section aria-labelledby={id} className="mb-6 break-inside-avoid">
      <h3 id={id} className="mb-1 font-medium">
        {t(`groups.${group.surface}`)}
      </h3>
      <dl className="divide-y divide-line border-line border-t">
        {group.shortcuts.map((shortcut) => (
          <Line key={shortcut.does} shortcut={shortcut} />
        ))}
      </dl>
    </section>
  );
}

function Line({ shortcut }: { shortcut: Shortcut }) {
  const t = useTranslations("keyboard");
  return (
    <div className="flex items-start justify-between gap-4 py-1.5">
      <dt className="text-muted">{t(`does.${shortcut.does}`)}</dt>
      <dd className="flex max-w-[60%] shrink-0 flex-wrap justify-end gap-x-3 gap-y-1">
        {shortcut.chords.map((chord) => (
          <KeyCaps key={chord.join("+")} chord={chord} />
        ))}
      </dd>
    </div>
  );
}
