"use client";

import { Globe } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useProblemText } from "@/components/shell/state/problem-text";
import { Callout } from "@/components/ui/feedback/callout";
import { Button } from "@/components/ui/form/button";
import { Field } from "@/components/ui/form/field";
import { RadioCards } from "@/components/ui/form/radio-cards";
import { useUiLabels } from "@/components/ui/labels";
import { Dialog, DialogClose } from "@/components/ui/overlay/dialog";
import { usePublishImages } from "@/lib/gallery/client";
import { Outcome } from "./outcome";

interface PublishDialogProps {
  /** At most 50. */
  ids: readonly string[];
  /** Some of them were brought along, so that their owner has to say what they are. */
  hasUploads: boolean;
  open: boolean;
  onClose: () => void;
}

/** Hands images in for the public gallery, after saying what that means. */
export function PublishDialog({ ids, hasUploads, open, onClose }: PublishDialogProps) {
  const t = useTranslations("publishing");
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title={t("title", { count: ids.length })}
      description={t("detail")}
    >
      <PublishForm ids={ids} hasUploads={hasUploads} />
    </Dialog>
  );
}

const declarations = ["own_photo", "ai_elsewhere"] as const;

function PublishForm({ ids, hasUploads }: Pick<PublishDialogProps, "ids" | "hasUploads">) {
  const t = useTranslations("publishing");
  const labels = useUiLabels();
  const problemText = useProblemText();
  const publish = usePublishImages();
  const [declared, setDeclared] = useState<(typeof declarations)[number]>("own_photo");
  if (publish.data)
    return (
      <div className="flex flex-col gap-5">
        <Outcome outcome={publish.data} />
        <div className="flex justify-end">
          <DialogClose>
            <Button>{labels.close}</Button>
          </DialogClose>
        </div>
      </div>
    );
  return (
    <div className="flex flex-col gap-5">
      <ul className="flex list-disc flex-col gap-1.5 pl-5">
        <li>{t("visible")}</li>
        <li>{t("checked")}</li>
        <li>{t("back")}</li>
      </ul>
      {hasUploads ? (
        <Field label={t("declaration")} hint={t("declarationHint")}>
          <RadioCards
            className="grid-cols-1 sm:grid-cols-2"
            value={declared}
            onValueChange={setDeclared}
            options={declarations.map((value) => ({ value, label: t(`declarations.${value}`) }))}
          />
        </Field>
      ) : null}
      <p className="text-muted text-sm">
        {t.rich("terms", {
          link: (text) => (
            <Link href="/legal/terms" target="_blank" className="underline underline-offset-2">
              {text}
            </Link>
          ),
        })}
      </p>
      {publish.isError ? <Callout tone="danger">{problemText(publish.error).message}</Callout> : null}
      <div className="flex justify-end">
        <Button
          variant="primary"
          loading={publish.isPending}
          onClick={() => publish.mutate({ ids: [...ids], declaration: hasUploads ? declared : "made_here" })}
        >
          <Globe strokeWidth={1.5} />
          {t("submit")}
        </Button>
      </div>
    </div>
  );
}
