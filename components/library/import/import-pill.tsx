"use client";

import { useTranslations } from "next-intl";
import { Spinner } from "@/components/ui/feedback/spinner";
import { Button } from "@/components/ui/form/button";
import { countStates } from "./queue";
import { useImports } from "./store";

/** Says that files are on their way while their window is closed, and opens it. */
export function ImportPill() {
  const t = useTranslations("library.import");
  const { open, running, items, show } = useImports();
  if (open || !running) return null;
  const { done, sent } = countStates(items);
  return (
    <Button
      onClick={show}
      className="tabular fixed right-4 bottom-[calc(var(--tabs)+1rem)] z-30 rounded-full shadow-raised"
    >
      <Spinner label="" className="size-4" />
      {t("status", { done, sent })}
    </Button>
  );
}
