"use client";

import { ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { controlLook } from "@/components/ui/form/control-look";
import { Field, useFieldGroup } from "@/components/ui/form/field";
import { Popover } from "@/components/ui/overlay/popover";
import { Sheet } from "@/components/ui/overlay/sheet";
import type { ModelView } from "@/lib/generations/schema";
import { cn } from "@/lib/platform/cn";
import type { ReadyComposer } from "../composer/use-composer-model";
import { useComposer } from "../composer-store";
import { ExplainedBadge } from "./explained-badge";
import { ModelList } from "./model-list";
import { useModelWords } from "./use-model-words";
import { useNarrow } from "./use-narrow";

/** Who makes the pictures: the chosen model with what is to be known of it, and all others behind one press. */
export function ModelField({ models, model, draft }: Pick<ReadyComposer, "models" | "model" | "draft">) {
  const t = useTranslations("create.composer");
  const narrow = useNarrow();
  const patch = useComposer((state) => state.patch);
  const [open, setOpen] = useState(false);
  const list = (
    <ModelList
      models={models}
      chosen={model}
      draft={draft}
      narrow={narrow}
      onChoose={(id) => {
        patch({ model: id });
        setOpen(false);
      }}
    />
  );
  return (
    <Field label={t("model")}>
      {narrow ? (
        <Sheet
          open={open}
          onOpenChange={setOpen}
          title={t("modelChoose")}
          trigger={<Trigger model={model} />}
          className="h-[92dvh]"
        >
          {list}
        </Sheet>
      ) : (
        <Popover
          open={open}
          onOpenChange={setOpen}
          label={t("modelChoose")}
          trigger={<Trigger model={model} />}
          className="flex w-120 flex-col overflow-hidden p-0"
        >
          {list}
        </Popover>
      )}
      <About model={model} />
    </Field>
  );
}

function Trigger({ model, ...rest }: { model: ModelView } & ComponentProps<"button">) {
  const { nameOf, vendorOf } = useModelWords();
  const field = useFieldGroup();
  return (
    <button
      type="button"
      {...rest}
      {...field}
      // The field's label and then what stands on the button.
      aria-labelledby={`${field["aria-labelledby"]} ${field.id}`}
      className={cn(controlLook, "flex h-11 items-center gap-2 px-3 text-left hover:bg-subtle sm:h-10")}
    >
      <span className="min-w-0 truncate font-medium">{nameOf(model)}</span>{" "}
      <span className="ml-auto min-w-0 shrink-0 truncate text-muted text-sm">
        {vendorOf(model.own ? "own" : model.provider)}
      </span>
      <ChevronsUpDown strokeWidth={1.5} aria-hidden className="size-4 shrink-0 text-muted" />
    </button>
  );
}

/** What the model is good for, and what is special about who answers. */
function About({ model }: { model: ModelView }) {
  const t = useTranslations("create.composer");
  const { noteOf } = useModelWords();
  return (
    <p className="break-words text-muted text-sm">
      {noteOf(model)}{" "}
      {model.simulated ? (
        <ExplainedBadge explanation={t("simulatedDetail")}>{t("simulated")}</ExplainedBadge>
      ) : null}
      {model.own ? <ExplainedBadge explanation={t("ownDetail")}>{t("own")}</ExplainedBadge> : null}
      {model.builtIn ? (
        <ExplainedBadge explanation={t("builtInDetail")}>{t("builtIn")}</ExplainedBadge>
      ) : null}
    </p>
  );
}
