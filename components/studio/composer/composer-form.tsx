"use client";

import { useTranslations } from "next-intl";
import { MoreFields } from "../fields/more-fields";
import { OutputFields } from "../fields/output-fields";
import { PromptField } from "../fields/prompt-field";
import { RatioField } from "../fields/ratio-field";
import { StyleField } from "../fields/style-field";
import { ModelField } from "../models/model-field";
import { ReferenceField } from "../references/reference-field";
import { useAddReferences } from "../references/use-add-references";
import { useFileDrop } from "../references/use-file-drop";
import type { ReadyComposer } from "./use-composer-model";
import type { ComposerSubmit } from "./use-composer-submit";

interface ComposerFormProps {
  id: string;
  ready: ReadyComposer;
  submit: ComposerSubmit;
}

/** Everything that is asked, the prompt first. The button that sends it stands outside, where it stays in sight. */
export function ComposerForm({ id, ready, submit }: ComposerFormProps) {
  const t = useTranslations("create.composer");
  const { model, fitted, draft } = ready;
  const adding = useAddReferences({ max: model.maxReferences, chosen: draft.references.length });
  const drop = useFileDrop({ enabled: model.maxReferences > 0, onFiles: adding.addFiles });
  return (
    <form
      id={id}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit.send();
      }}
      {...drop.handlers}
      className="relative flex flex-col gap-4.5"
    >
      <PromptField model={model} problem={submit.problem} />
      <ModelField models={ready.models} model={model} draft={draft} />
      <ReferenceField model={model} adding={adding} />
      <StyleField chosen={fitted.styleTags} />
      <RatioField ratios={model.ratios} value={fitted.ratio} />
      <OutputFields ready={ready} />
      <MoreFields model={model} fitted={fitted} />
      {drop.over ? (
        <div className="pointer-events-none absolute -inset-2 z-30 flex items-start justify-center rounded-md border-2 border-text border-dashed bg-surface/85 pt-28 font-medium">
          {t("referencesDrop")}
        </div>
      ) : null}
    </form>
  );
}
