"use client";

import { useTranslations } from "next-intl";
import { Callout } from "@/components/ui/feedback/callout";
import { Button } from "@/components/ui/form/button";
import { Switch } from "@/components/ui/form/switch";
import { Dialog } from "@/components/ui/overlay/dialog";
import type { CollectionView } from "@/lib/collections/schema";
import { FileChooser } from "./file-chooser";
import { ImportList } from "./import-list";
import { countStates, MOST_FILES } from "./queue";
import { useImports } from "./store";
import { stopImports, useRunImports } from "./use-run-imports";

interface ImportDialogProps {
  /** Where the images go; null puts them into no collection. */
  collection: Pick<CollectionView, "id" | "name"> | null;
}

/** Brings pictures from the device into the library: which ones, what they are, and how it goes. */
export function ImportDialog({ collection }: ImportDialogProps) {
  const t = useTranslations("library.import");
  const { open, items, declared, running, leftOut, hide, declare } = useImports();
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || hide()}
      title={t("title")}
      description={collection ? t("into", { name: collection.name }) : t("intoLibrary")}
      footer={<Footer collection={collection} />}
    >
      <div className="flex flex-col gap-5">
        <FileChooser isSmall={items.length > 0} />
        {leftOut > 0 ? (
          <Callout tone="warning">{t("leftOut", { count: leftOut, most: MOST_FILES })}</Callout>
        ) : null}
        {items.length > 0 ? <ImportList items={items} /> : null}
        <Switch
          label={t("declare")}
          hint={t("declareNote")}
          checked={declared}
          disabled={running}
          onCheckedChange={declare}
        />
      </div>
    </Dialog>
  );
}

function Footer({ collection }: ImportDialogProps) {
  const t = useTranslations("library.import");
  const common = useTranslations("common");
  const { items, running, hide, retry } = useImports();
  const run = useRunImports();
  const { ready, done, failed, sent } = countStates(items);
  const start = () => void run(collection?.id ?? null);
  const status = sent > 0 && (running || done > 0) ? t("status", { done, sent }) : "";
  return (
    <>
      <p role="status" className="tabular mr-auto self-center text-muted text-sm">
        {status}
      </p>
      {running ? (
        <>
          <Button onClick={stopImports}>{t("stop")}</Button>
          <Button onClick={hide}>{t("goOn")}</Button>
        </>
      ) : (
        <>
          <Button onClick={hide}>{done > 0 && ready === 0 ? t("close") : common("cancel")}</Button>
          {failed > 0 && ready === 0 ? (
            <Button
              onClick={() => {
                retry();
                start();
              }}
            >
              {t("retry", { count: failed })}
            </Button>
          ) : null}
          {ready > 0 ? (
            <Button variant="primary" onClick={start}>
              {t("start", { count: ready })}
            </Button>
          ) : null}
        </>
      )}
    </>
  );
}
