"use client";

import { useQuery } from "@tanstack/react-query";
import { FolderMinus, FolderPlus, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { cleanText } from "@/components/shell/forms/clean-text";
import { ProblemState } from "@/components/shell/state/problem-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Input } from "@/components/ui/form/input";
import { Dialog } from "@/components/ui/overlay/dialog";
import { collectionsQuery, useCreateCollection } from "@/lib/collections/client";
import type { CollectionView } from "@/lib/collections/schema";
import { cn } from "@/lib/platform/cn";
import { useFailed } from "../image-actions";
import { CollectionCover } from "./cover";
import { branchesWith, treeOf } from "./tree";
import { type Movable, type MoveTarget, useMoveToCollection } from "./use-move";

interface MoveDialogProps {
  images: readonly Movable[];
  open: boolean;
  onClose: () => void;
  /** Told when the images lie where they were put. */
  onMoved?: () => void;
}

/** Chooses the collection of some images, found by its name or made on the spot. */
export function MoveDialog({ images, open, onClose, onMoved }: MoveDialogProps) {
  const t = useTranslations("viewer");
  const move = useMoveToCollection();
  const choose = (target: MoveTarget) => {
    onClose();
    void move(images, target).then((moved) => moved && onMoved?.());
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title={t("moveTitle", { count: images.length })}
      description={t("moveNote")}
      className="sm:max-w-md"
    >
      <Choice images={images} onChoose={choose} />
    </Dialog>
  );
}

function Choice({
  images,
  onChoose,
}: {
  images: readonly Movable[];
  onChoose: (target: MoveTarget) => void;
}) {
  const t = useTranslations("viewer");
  const list = useQuery(collectionsQuery);
  const [text, setText] = useState("");
  const all = list.data?.items ?? [];
  const branches = branchesWith(treeOf(all), text);
  const isHere = (id: string | null) => images.every(({ collectionId }) => collectionId === id);
  const row = (collection: CollectionView, isInside: boolean) => (
    <ChoiceRow
      key={collection.id}
      icon={<CollectionCover collection={collection} />}
      isHere={isHere(collection.id)}
      isInside={isInside}
      onClick={() => onChoose(collection)}
    >
      {collection.name}
    </ChoiceRow>
  );
  return (
    <div className="flex flex-col gap-3">
      <Input
        type="search"
        icon={<Search strokeWidth={1.5} />}
        aria-label={t("findCollection")}
        placeholder={t("findCollection")}
        value={text}
        maxLength={60}
        onChange={(event) => setText(event.target.value)}
      />
      {list.isPending ? <Skeleton className="h-40" /> : null}
      {list.isError && !list.data ? (
        <ProblemState error={list.error} onRetry={() => void list.refetch()} className="py-4" />
      ) : null}
      {list.data ? (
        <ul aria-label={t("collections")} className="-mx-2 flex max-h-80 flex-col overflow-y-auto">
          <CreateRow text={text} all={all} onChoose={onChoose} />
          {isHere(null) || text ? null : (
            <ChoiceRow icon={<FolderMinus strokeWidth={1.5} />} onClick={() => onChoose(null)}>
              {t("noCollection")}
            </ChoiceRow>
          )}
          {branches.flatMap(({ collection, children }) => [
            row(collection, false),
            ...children.map((child) => row(child, true)),
          ])}
        </ul>
      ) : null}
    </div>
  );
}

interface CreateRowProps {
  text: string;
  all: readonly CollectionView[];
  onChoose: (target: MoveTarget) => void;
}

/** Makes a collection with the name that is looked for, unless there is one. */
function CreateRow({ text, all, onChoose }: CreateRowProps) {
  const t = useTranslations("viewer");
  const failed = useFailed();
  const { mutateAsync, isPending } = useCreateCollection();
  const name = cleanText(text);
  if (!name)
    return all.length === 0 ? <li className="px-2 py-3 text-muted">{t("firstCollectionNote")}</li> : null;
  if (all.some((one) => one.name === name)) return null;
  return (
    <ChoiceRow
      icon={<FolderPlus strokeWidth={1.5} />}
      disabled={isPending}
      onClick={() => void mutateAsync({ name }).then(onChoose, failed(t("createCollectionFailed")))}
    >
      {t("createNamed", { name })}
    </ChoiceRow>
  );
}

interface ChoiceRowProps {
  icon: ReactNode;
  children: string;
  isHere?: boolean;
  isInside?: boolean;
  disabled?: boolean;
  onClick: () => void;
}

function ChoiceRow({ icon, children, isHere = false, isInside = false, disabled, onClick }: ChoiceRowProps) {
  const t = useTranslations("viewer");
  return (
    <li>
      <button
        type="button"
        disabled={disabled || isHere}
        onClick={onClick}
        className={cn(
          "flex min-h-11 w-full items-center gap-3 rounded-md px-2 py-1.5 text-left hover:bg-subtle focus-visible:-outline-offset-2 disabled:hover:bg-transparent sm:min-h-10",
          isInside && "pl-8",
        )}
      >
        <span className="flex size-8 shrink-0 items-center justify-center text-muted [&_svg]:size-4.5">
          {icon}
        </span>
        <span className="min-w-0 flex-1 truncate">{children}</span>
        {isHere ? <span className="shrink-0 text-muted text-xs">{t("liesHere")}</span> : null}
      </button>
    </li>
  );
}
