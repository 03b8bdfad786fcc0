"use client";

import { BadgeCheck, SquarePen } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/form/button";
import { CopyButton } from "@/components/ui/form/copy-button";
import type { ImageView } from "@/lib/images/schema";
import { Lineage } from "../lineage";
import { reuseHref } from "../links";
import { useModels, useStyleName } from "../model-name";

/** Everything about one image in words: prompt, settings, where it comes from, and its label. */
export function ViewerPanel({ image, isOwn }: { image: ImageView; isOwn: boolean }) {
  const t = useTranslations("viewer");
  const editor = useTranslations("editor");
  return (
    <div className="flex flex-col gap-6">
      <section aria-labelledby="viewer-prompt" className="flex flex-col gap-2">
        <div className="flex items-center justify-between gap-2">
          <Heading id="viewer-prompt">{t("prompt")}</Heading>
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
      <Settings image={image} />
      <Provenance image={image} />
      {isOwn ? (
        <Lineage
          imageId={image.id}
          quiet
          heading={<Heading id="viewer-lineage">{editor("lineage.title")}</Heading>}
        />
      ) : null}
    </div>
  );
}

function Settings({ image }: { image: ImageView }) {
  const t = useTranslations("viewer");
  const { nameOf } = useModels();
  const styleName = useStyleName();
  return (
    <section aria-labelledby="viewer-settings" className="flex flex-col gap-2">
      <Heading id="viewer-settings">{t("settings")}</Heading>
      <Facts>
        <Fact label={t("model")}>{nameOf(image.model)}</Fact>
        <Fact label={t("ratio")}>{image.ratio}</Fact>
        <Fact label={t("size")}>
          {image.widthPx} × {image.heightPx}
        </Fact>
        <Fact label={t("tier")}>{image.tier}</Fact>
        <Fact label={t("quality")}>{t(`qualities.${image.quality}`)}</Fact>
        {image.styleTags.length > 0 ? (
          <Fact label={t("styles")}>{image.styleTags.map(styleName).join(t("listMark"))}</Fact>
        ) : null}
        {image.seed === null ? null : (
          <Fact label={t("seed")} copy={String(image.seed)}>
            {image.seed}
          </Fact>
        )}
      </Facts>
    </section>
  );
}

function Provenance({ image }: { image: ImageView }) {
  const t = useTranslations("viewer");
  const format = useFormatter();
  const { find } = useModels();
  const isBuiltIn = find(image.model)?.builtIn ?? image.provider === "sketch";
  return (
    <section aria-labelledby="viewer-provenance" className="flex flex-col gap-2">
      <Heading id="viewer-provenance">{t("provenance")}</Heading>
      <Facts>
        <Fact label={t("made")}>
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
      <p className="flex items-start gap-2 rounded-md bg-subtle px-3 py-2.5 text-sm">
        <BadgeCheck strokeWidth={1.5} className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
        <span>{t("label")}</span>
      </p>
    </section>
  );
}

const Heading = ({ id, children }: { id: string; children: ReactNode }) => (
  <h3 id={id} className="font-medium text-muted text-sm">
    {children}
  </h3>
);

const Facts = ({ children }: { children: ReactNode }) => (
  <dl className="flex flex-col divide-y divide-line border-line border-y">{children}</dl>
);

function Fact({ label, copy, children }: { label: string; copy?: string; children: ReactNode }) {
  return (
    <div className="flex min-h-9 items-center justify-between gap-4 py-1.5">
      <dt className="shrink-0 text-muted">{label}</dt>
      <dd className="tabular flex min-w-0 items-center gap-1 text-right">
        <span className="min-w-0 break-words">{children}</span>
        {copy ? <CopyButton text={copy} className="-my-1.5 -mr-2" /> : null}
      </dd>
    </div>
  );
}
