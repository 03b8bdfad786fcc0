"use client";

import { BookOpenText, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Input } from "@/components/ui/form/input";
import { Tabs } from "@/components/ui/layout/tabs";
import { Dialog } from "@/components/ui/overlay/dialog";
import { useFillDraft } from "../use-fill-draft";
import { HelpButton } from "./help-button";
import type { PromptSettings } from "./prompt-item";
import { SavedList } from "./saved-list";
import { UsedList } from "./used-list";

/** Earlier prompts: those that were used and those that were kept, to be found by words and used again. */
export function PromptsDialog() {
  const t = useTranslations("prompts");
  const [open, setOpen] = useState(false);
  const fill = useFillDraft();
  const use = ({ prompt, negativePrompt, styleTags }: PromptSettings) => {
    setOpen(false);
    fill({ prompt, negativePrompt, styleTags });
  };
  return (
    <>
      <HelpButton onPress={() => setOpen(true)}>
        <BookOpenText strokeWidth={1.5} aria-hidden />
        {t("list.open")}
      </HelpButton>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t("list.title")}
        size="lg"
        className="h-full sm:h-[min(44rem,100%)]"
      >
        <PromptLists onUse={use} />
      </Dialog>
    </>
  );
}

function PromptLists({ onUse }: { onUse: (settings: PromptSettings) => void }) {
  const t = useTranslations("prompts");
  const [text, setText] = useState("");
  const q = usePaused(text.trim());
  const search = (
    <Input
      type="search"
      icon={<Search strokeWidth={1.5} />}
      value={text}
      onChange={(event) => setText(event.target.value)}
      maxLength={200}
      placeholder={t("list.search")}
      aria-label={t("list.search")}
    />
  );
  return (
    <Tabs
      label={t("list.title")}
      tabs={[
        {
          value: "used",
          label: t("list.used"),
          content: (
            <>
              {search}
              <UsedList q={q} onUse={onUse} />
            </>
          ),
        },
        {
          value: "saved",
          label: t("list.saved"),
          content: (
            <>
              {search}
              <SavedList q={q} onUse={onUse} />
            </>
          ),
        },
      ]}
    />
  );
}

const PAUSE_MS = 300;

/** What stands when typing pauses. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}
