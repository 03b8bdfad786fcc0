"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import { Id } from "@/components/admin/kit/id";
import type { FormAction } from "@/components/shell/forms/answer";
import { Badge } from "@/components/ui/feedback/badge";
import { Button } from "@/components/ui/form/button";
import { PlainImage } from "@/components/ui/media/plain-image";
import type { ReportedImageView } from "@/lib/gallery/schema";
import { RefusalForm } from "./decision";
import type { DecisionInput } from "./decision-input";
import { useDecide } from "./use-decide";

interface ReportRowProps {
  item: ReportedImageView;
  canDecide: boolean;
  decide: FormAction<DecisionInput>;
  keep: FormAction<never>;
  onDone: () => void;
}

/** One reported image: why, by how many, and whether it stays. */
export function ReportRow({ item, canDecide, decide, keep, onDone }: ReportRowProps) {
  const t = useTranslations("review");
  const reasonText = useTranslations("publishing.reasons");
  const format = useFormatter();
  const row = useRef<HTMLLIElement>(null);
  const [takingDown, setTakingDown] = useState(false);
  const { run, busy, problem } = useDecide(decide, onDone);
  return (
    <li ref={row} tabIndex={-1} className="flex flex-col gap-4 py-4 sm:flex-row">
      <Link
        href={`/explore/${item.imageId}`}
        className="block size-28 shrink-0 overflow-hidden rounded-md bg-subtle"
      >
        <PlainImage
          src={`/media/${item.imageId}/thumbnail`}
          alt={item.prompt}
          className="size-full object-contain"
          loading="lazy"
        />
      </Link>
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <Badge tone={item.needsReview ? "danger" : "plain"}>{t("reports", { count: item.reports })}</Badge>
          {item.reasons.map((reason) => (
            <Badge key={reason} tone="outline">
              {reasonText(reason)}
            </Badge>
          ))}
        </div>
        <p className="break-words">{item.prompt || t("noPrompt")}</p>
        <p className="tabular text-muted text-sm">
          {t("by", { name: item.author })} · {format.dateTime(new Date(item.firstAt), "minute")}
        </p>
        <Id value={item.imageId} href={`/admin/content/images/${item.imageId}`} />
        {item.notes.map((note) => (
          <blockquote
            key={`${note.createdAt}${note.note}`}
            className="break-words border-line border-l-2 pl-3 text-sm"
          >
            {note.note}
          </blockquote>
        ))}
        {problem ? <p className="text-danger text-sm">{problem}</p> : null}
        {!canDecide ? null : takingDown ? (
          <RefusalForm
            label={t("takeDown")}
            busy={busy}
            onCancel={() => {
              setTakingDown(false);
              row.current?.focus();
            }}
            onSubmit={(reason, note) => run({ id: item.imageId, decision: "take_down", reason, note })}
          />
        ) : (
          <div className="mt-1 flex flex-wrap gap-2">
            <ActionDialog
              label={t("keep")}
              title={t("keep")}
              says={t("keepSays")}
              confirmLabel={t("keep")}
              action={keep}
              input={{ id: item.imageId }}
              reason
              doneText={t("kept")}
            />
            <Button variant="danger" onClick={() => setTakingDown(true)} data-writes>
              {t("takeDownOpen")}
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}
