"use client";

import { ImageOff } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Lineage } from "@/components/gallery/lineage";
import { ProblemState } from "@/components/shell/state/problem-state";
import { Callout } from "@/components/ui/feedback/callout";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { Button } from "@/components/ui/form/button";
import { needsMask } from "@/lib/edits/rules";
import { FormSkeleton } from "../skeletons";
import {
  ExtensionField,
  FactorField,
  ModelField,
  OperationField,
  OutputFields,
  PromptField,
  StrengthField,
} from "./fields";
import type { EditState } from "./use-edit";
import type { EditSubmit } from "./use-submit-edit";

interface EditFormProps {
  id: string;
  edit: EditState;
  submit: EditSubmit;
}

/** Everything that is asked about an edit. The button that sends it stands outside, where it stays in sight. */
export function EditForm({ id, edit, submit }: EditFormProps) {
  const t = useTranslations("editor");
  const { fitted, image } = edit;
  if (edit.failed)
    return (
      <ProblemState
        error={edit.error}
        title={t("modelsFailed")}
        onRetry={edit.retry}
        retrying={edit.retrying}
      />
    );
  if (edit.nothingOffered)
    return (
      <EmptyState
        icon={<ImageOff strokeWidth={1.5} />}
        title={t("nothingTitle")}
        description={t("nothingDetail")}
        action={
          <Button asChild>
            <Link href="/edit">{t("chooseOther")}</Link>
          </Button>
        }
      />
    );
  if (!fitted) return <FormSkeleton />;
  const { operation } = fitted;
  return (
    <form
      id={id}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit.send();
      }}
      className="flex flex-col gap-4.5"
    >
      <OperationField fitted={fitted} />
      {needsMask(operation) ? <MaskAdvice isMissing={submit.problem === "mask_empty"} /> : null}
      <PromptField fitted={fitted} problem={submit.problem} />
      <ExtensionField fitted={fitted} picture={image} />
      <FactorField fitted={fitted} picture={image} />
      <StrengthField fitted={fitted} />
      <OutputFields fitted={fitted} />
      <ModelField fitted={fitted} />
      <section aria-labelledby={`${id}-lineage`} className="border-line border-t pt-4">
        <h2 id={`${id}-lineage`} className="mb-2 font-medium text-sm">
          {t("lineage.title")}
        </h2>
        <Lineage imageId={image.id} />
      </section>
    </form>
  );
}

/** Painting is the first thing to do, and it happens beside the form. */
function MaskAdvice({ isMissing }: { isMissing: boolean }) {
  const t = useTranslations("editor");
  return isMissing ? (
    <Callout tone="danger" className="px-3 text-sm">
      {t("problem.mask_empty")}
    </Callout>
  ) : (
    <p className="text-muted text-sm">{t("mask.advice")}</p>
  );
}
