"use client";

import { SquarePen } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import { CopyButton } from "@/components/ui/form/copy-button";
import type { ImageView } from "@/lib/images/schema";
import { Lineage } from "../lineage";
import { reuseHref } from "../links";
import { useModels, useStyleName } from "../model-name";
import { useBytesText } from "../text/bytes";
import { Fact, Facts, PanelHeading, PanelSection } from "./facts";
import { LabelNote } from "./label-note";
import { Organise } from "./organise";
import { Publication } from "./publication";

interface ViewerPanelProps {
  image: ImageView;
  isOwn: boolean;
  /** Opens the window that hands it in for the gallery; left out where it cannot be. */
  onPublish?: () => void;
}

/** Everything about one image in words: prompt, how its owner keeps it, settings, where it comes from, its label. */
export function ViewerPanel({ image, isOwn, onPublish }: ViewerPanelProps) {
  const editor = useTranslations("editor");
  return (
    <div className="flex flex-col gap-6">
      {image.prompt ? <Prompt image={image} /> : null}
      {isOwn && !image.deletedAt ? (
        <>
          <Organise image={image} />
          <Publication image={image} onPublish={onPublish} />
        </>
      ) : null}
      <Settings image={image} />
      <Provenance image={image} />
      {isOwn ? (
        <Lineage
          imageId={image.id}
          quiet
          heading={<PanelHeading id="viewer-lineage">{editor("lineage.title")}</PanelHeading>}
        />
      ) : null}
    </div>
  );
}

function Prompt({ image }: { image: ImageView }) {
  const t = useTranslations("viewer");
  return (
    <section aria-labelledby="viewer-prompt" className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <PanelHeading id="viewer-prompt">{t("prompt")}</PanelHeading>
        <CopyButton text={image.prompt} label={t("copyPrompt")} className="-my-1" />
      </div>
      <p className="whitespace-pre-wrap break-words">{image.prompt}</p>
      {image.negativePrompt ? (
        <p className="break-words text-muted">
          {t("negativePrompt")} {image.negativePrompt}
        </p>
      ) : null}
      <Button asChild className="mt-1 self-start">
        <Link href={reuseHref(image)}>
          <SquarePen strokeWidth={1.5} />
          {t("reuse")}
        </Link>
      </Button>
    </section>
  );
}

function Settings({ image }: { image: ImageView }) {
  const t = useTranslations("viewer");
  const { nameOf } = useModels();
  const styleName = useStyleName();
  const bytesText = useBytesText();
  const isUpload = image.operation === "upload";
  return (
    <PanelSection id="viewer-settings" title={isUpload ? t("file") : t("settings")}>
      <Facts>
        {isUpload ? null : <Fact label={t("model")}>{nameOf(image.model)}</Fact>}
        <Fact label={t("ratio")}>{image.ratio}</Fact>
        <Fact label={t("size")}>
          {image.widthPx} × {image.heightPx}
        </Fact>
        <Fact label={t("bytes")}>{bytesText(image.sizeBytes)}</Fact>
        {isUpload ? null : (
          <>
            <Fact label={t("tier")}>{image.tier}</Fact>
            <Fact label={t("quality")}>{t(`qualities.${image.quality}`)}</Fact>
          </>
        )}
        {image.styleTags.length > 0 ? (
          <Fact label={t("styles")}>
            {image.styleTags.map(styleName).filter(Boolean).join(t("listMark"))}
          </Fact>
        ) : null}
        {image.seed === null ? null : (
          <Fact label={t("seed")} copy={String(image.seed)}>
            {image.seed}
          </Fact>
        )}
      </Facts>
    </PanelSection>
  );
}

function Provenance({ image }: { image: ImageView }) {
  const t = useTranslations("viewer");
  const format = useFormatter();
  const { find } = useModels();
  const isBuiltIn = find(image.model)?.builtIn ?? image.provider === "sketch";
  return (
    <PanelSection id="viewer-provenance" title={t("provenance")}>
      <Facts>
        <Fact label={image.operation === "upload" ? t("imported") : t("made")}>
          <time dateTime={image.createdAt}>{format.dateTime(new Date(image.createdAt), "minute")}</time>
        </Fact>
        {image.generationId ? (
          <Fact label={t("generation")} copy={image.generationId}>
            <code className="break-all font-mono text-xs">{image.generationId}</code>
          </Fact>
        ) : null}
        {image.parentImageId ? (
          <Fact label={t("parent")} copy={image.parentImageId}>
            <code className="break-all font-mono text-xs">{image.parentImageId}</code>
          </Fact>
        ) : null}
      </Facts>
      {isBuiltIn ? <p className="text-muted text-sm">{t("builtIn")}</p> : null}
      <LabelNote image={image} />
    </PanelSection>
  );
}
