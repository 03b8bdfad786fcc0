import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Editor } from "@/components/editor/editor";
import { editHref } from "@/components/gallery/links";
import { getBalance } from "@/lib/credits/read";
import { parseEditOperation } from "@/lib/edits/rules";
import { requireUserPage } from "@/lib/entry/page";
import { findGeneration, listOfferedModels } from "@/lib/generations/read";
import { generationId } from "@/lib/generations/schema";
import { getImage } from "@/lib/images/read";
import { imageId } from "@/lib/images/schema";
import type { Ctx } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";

interface EditPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("editor");
  return { title: t("title") };
}

/** The editor with an own image. `?operation=` chooses what to do, `?generation=gen_…` shows an edit of it. */
export default async function EditPage({ params, searchParams }: EditPageProps) {
  const { id } = await params;
  const search = await searchParams;
  const operation = parseEditOperation([search.operation].flat()[0]);
  const ctx = await requireUserPage(editHref(encodeURIComponent(id), operation));
  const image = await findOwn(ctx, id);
  if (!image || image.deletedAt) notFound();
  const [models, balance, ordered] = await Promise.all([
    listOfferedModels({ ctx }),
    getBalance({ ctx }),
    findOrdered(ctx, [search.generation].flat()[0], id),
  ]);
  return (
    <Editor
      image={image}
      ordered={ordered}
      operation={operation}
      plan={ctx.actor.plan}
      data={{ models, balance, readAtMs: ctx.now.getTime() }}
    />
  );
}

async function findOwn(ctx: Ctx, id: string) {
  const parsed = imageId.safeParse(id);
  if (!parsed.success) return null;
  return getImage({ ctx, input: { id: parsed.data } }).catch((error: unknown) => {
    if (error instanceof AppError && error.status === 404) return null;
    throw error;
  });
}

/** An edit of this image and no other generation. */
async function findOrdered(ctx: Ctx, id: string | undefined, sourceImageId: string) {
  const parsed = generationId.safeParse(id);
  const found = parsed.success ? await findGeneration(ctx, parsed.data) : null;
  return found?.sourceImageId === sourceImageId ? found : null;
}
