"use client";

import { Images, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useRef } from "react";
import { Button } from "@/components/ui/form/button";
import { uploadLimits } from "@/lib/edits/rules";
import type { ModelView } from "@/lib/generations/schema";
import { useComposer } from "../composer-store";
import { ReferencePicker } from "./reference-picker";
import { ReferenceTile, SendingTile } from "./reference-tile";
import { movedReference } from "./rules";
import type { AddReferences } from "./use-add-references";

interface ReferenceFieldProps {
  model: ModelView;
  adding: AddReferences;
}

/** Pictures that the new ones should take after, where the model looks at any. */
export function ReferenceField({ model, adding }: ReferenceFieldProps) {
  const chosen = useComposer((state) => state.draft.references);
  if (model.maxReferences > 0) return <Chosen model={model} adding={adding} chosen={chosen} />;
  return chosen.length > 0 ? <Idle count={chosen.length} /> : null;
}

function Chosen({ model, adding, chosen }: ReferenceFieldProps & { chosen: readonly string[] }) {
  const t = useTranslations("create.composer");
  const labelId = useId();
  const patch = useComposer((state) => state.patch);
  const { maxReferences: max } = model;
  const { sending, room } = adding;
  const count = chosen.length + sending.length;
  const hint =
    chosen.length > max ? t("referencesOver", { max }) : room === 0 ? t("referencesFull", { max }) : null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in a line with the counter.
    <div role="group" aria-labelledby={labelId} className="flex min-w-0 flex-col gap-2">
      <div className="flex items-baseline justify-between gap-3">
        <span id={labelId} className="font-medium text-sm">
          {t("references")}
        </span>
        <span className="tabular text-muted text-xs">{t("referencesChosen", { count, max })}</span>
      </div>
      {count > 0 ? (
        <ul aria-labelledby={labelId} className="flex flex-wrap gap-2.5 pt-1.5 pr-1.5">
          {chosen.map((id, index) => (
            <ReferenceTile
              key={id}
              id={id}
              place={index + 1}
              last={index === chosen.length - 1}
              unused={index >= max}
              onMove={(by) => patch({ references: movedReference(chosen, id, by) })}
              onRemove={() => patch({ references: chosen.filter((one) => one !== id) })}
            />
          ))}
          {sending.map((one) => (
            <SendingTile key={one.key} sending={one} />
          ))}
        </ul>
      ) : null}
      {room > 0 ? (
        <div className="flex flex-wrap gap-2">
          <ReferencePicker
            taken={chosen}
            room={room}
            onAdd={adding.addImages}
            trigger={
              <Button size="sm" className="rounded-sm px-2.5 font-normal">
                <Images strokeWidth={1.5} aria-hidden />
                {t("referencesLibrary")}
              </Button>
            }
          />
          <UploadButton adding={adding} />
        </div>
      ) : null}
      <p className="text-muted text-sm" aria-live="polite">
        {hint ?? (count === 0 ? t("referencesHint") : "")}
      </p>
    </div>
  );
}

function UploadButton({ adding }: { adding: AddReferences }) {
  const t = useTranslations("create.composer");
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button size="sm" className="rounded-sm px-2.5 font-normal" onClick={() => input.current?.click()}>
        <Upload strokeWidth={1.5} aria-hidden />
        {t("referencesUpload")}
      </Button>
      <input
        ref={input}
        type="file"
        accept={uploadLimits.types.join(",")}
        multiple
        hidden
        onChange={(event) => {
          adding.addFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </>
  );
}

/** References that the chosen model does not look at; another model may. */
function Idle({ count }: { count: number }) {
  const t = useTranslations("create.composer");
  const patch = useComposer((state) => state.patch);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
      <p className="min-w-0 flex-1 basis-52">{t("referencesIdle", { count })}</p>
      <Button size="sm" variant="ghost" onClick={() => patch({ references: [] })}>
        {t("referencesClear")}
      </Button>
    </div>
  );
}
