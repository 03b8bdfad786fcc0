"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { usePurge } from "@/components/gallery/image-actions";
import { useBytesText } from "@/components/gallery/text/bytes";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/form/button";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { storageQuery } from "@/lib/images/client";
import { PlaceLink } from "../filters/place-link";
import { StorageMeter } from "../storage/storage-meter";

/** The head of the trash: how long it keeps images, how much it holds, and the way to empty it. */
export function TrashHeader() {
  const t = useTranslations("library");
  const bytesText = useBytesText();
  const { data: storage } = useQuery(storageQuery);
  const [asking, setAsking] = useState(false);
  const count = storage?.trashImages ?? 0;
  return (
    <>
      <PageHeader
        title={t("trash")}
        description={t("trashNote")}
        actions={
          <>
            <Button disabled={count === 0} onClick={() => setAsking(true)}>
              {t("emptyTrash")}
            </Button>
            <Button asChild>
              <PlaceLink to={{}}>{t("backToLibrary")}</PlaceLink>
            </Button>
          </>
        }
      />
      <p className="tabular min-h-5 text-muted text-sm">
        {storage && count > 0 ? t("trashHolds", { count, size: bytesText(storage.trashBytes) }) : null}
      </p>
      <StorageMeter className="max-w-sm lg:hidden" />
      <EmptyTrashConfirm open={asking} onClose={() => setAsking(false)} count={count} />
    </>
  );
}

function EmptyTrashConfirm({ open, onClose, count }: { open: boolean; onClose: () => void; count: number }) {
  const t = useTranslations("library");
  const common = useTranslations("common");
  const { emptyTrash } = usePurge();
  const word = t("emptyTrashWord");
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title={t("emptyTrashTitle", { count })}
      description={t("emptyTrashDetail")}
      typing={{ text: word, label: t("emptyTrashTyping", { word }) }}
      confirmLabel={t("emptyTrash")}
      cancelLabel={common("cancel")}
      onConfirm={emptyTrash}
    />
  );
}
