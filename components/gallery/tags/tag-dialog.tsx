"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { SubmitButton } from "@/components/shell/forms/submit-button";
import { toast } from "@/components/ui/feedback/toast-store";
import { Button } from "@/components/ui/form/button";
import { Dialog, DialogClose } from "@/components/ui/overlay/dialog";
import { MOST_TAGS, tagCounts } from "./rules";
import { TagChip } from "./tag-chip";
import { TagInput } from "./tag-input";
import { useTag } from "./use-tag";

interface TagDialogProps {
  images: readonly { id: string; tags: readonly string[] }[];
  open: boolean;
  onClose: () => void;
  onDone?: () => void;
}

/** Adds tags to several images and removes tags from them; nothing changes before it is saved. */
export function TagDialog({ images, open, onClose, onDone }: TagDialogProps) {
  const t = useTranslations("viewer");
  const common = useTranslations("common");
  const formId = useId();
  const [busy, setBusy] = useState(false);
  const tag = useTag();
  const save = async (change: TagChange) => {
    setBusy(true);
    const saved = await tag(
      images.map(({ id }) => id),
      change,
    );
    setBusy(false);
    if (!saved) return;
    toast({ title: t("tagged", { count: images.length }), tone: "success" });
    onClose();
    onDone?.();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || busy || onClose()}
      title={t("tagTitle", { count: images.length })}
      description={t("tagNote")}
      className="sm:max-w-md"
      footer={
        <>
          <DialogClose>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <SubmitButton form={formId} variant="primary" loading={busy}>
            {common("save")}
          </SubmitButton>
        </>
      }
    >
      <TagForm id={formId} images={images} onSave={(change) => void save(change)} onNothing={onClose} />
    </Dialog>
  );
}

interface TagChange {
  add: string[];
  remove: string[];
}

interface TagFormProps extends Pick<TagDialogProps, "images"> {
  id: string;
  onSave: (change: TagChange) => void;
  onNothing: () => void;
}

function TagForm({ id, images, onSave, onNothing }: TagFormProps) {
  const t = useTranslations("viewer");
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const here = tagCounts(images).filter(({ tag }) => !remove.includes(tag) && !add.includes(tag));
  const everywhere = here.filter((one) => one.images === images.length).map(({ tag }) => tag);
  const toAdd = (tags: string[]) => {
    setAdd((before) => [...new Set([...before, ...tags])].slice(0, MOST_TAGS));
    setRemove((before) => before.filter((tag) => !tags.includes(tag)));
  };
  return (
    <form
      id={id}
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (add.length + remove.length > 0) onSave({ add, remove });
        else onNothing();
      }}
    >
      <TagInput taken={[...everywhere, ...add]} onAdd={toAdd} />
      {here.length + add.length > 0 ? (
        <ul aria-label={t("tags")} className="flex flex-wrap gap-1.5">
          {add.map((tag) => (
            <li key={tag} className="min-w-0">
              <TagChip
                tag={tag}
                aside={t("tagNew")}
                onRemove={() => setAdd((before) => before.filter((one) => one !== tag))}
              />
            </li>
          ))}
          {here.map(({ tag, images: count }) => (
            <li key={tag} className="min-w-0">
              <TagChip
                tag={tag}
                aside={images.length > 1 ? `${count}/${images.length}` : undefined}
                onRemove={() => setRemove((before) => [...before, tag].slice(0, MOST_TAGS))}
              />
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-muted text-sm">{t("noTags")}</p>
      )}
      {remove.length > 0 ? (
        <p className="break-words text-muted text-sm" role="status">
          {t("tagsToRemove", { tags: remove.join(t("listMark")) })}
        </p>
      ) : null}
    </form>
  );
}
