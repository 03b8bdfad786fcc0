import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { decidePublicationAction } from "@/app/admin/review/actions";
import { ImageActions } from "@/components/admin/content/image-actions";
import { ImageFacts } from "@/components/admin/content/image-facts";
import { ImageHistory } from "@/components/admin/content/image-history";
import { ImagePicture } from "@/components/admin/content/image-picture";
import { LabelTable } from "@/components/admin/content/label-table";
import { oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { Section } from "@/components/admin/kit/section";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/form/button";
import { permissionsOf } from "@/lib/accounts/rules";
import { listModelNames } from "@/lib/channels/admin/models";
import { requirePermissionPage } from "@/lib/entry/page";
import { checkStoredFiles, findImageRecord } from "@/lib/gallery/admin/image";
import { imageId } from "@/lib/images/schema";
import { listAllStyleTags } from "@/lib/styles/admin";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.content.image");
  return { title: t("title") };
}

interface ImagePageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

/** Everything about one image; with `?labels=1` its stored files are read for their labels. */
export default async function ImagePage({ params, searchParams }: ImagePageProps) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.content.image");
  const id = imageId.safeParse((await params).id).data;
  const image = id === undefined ? null : await findImageRecord({ ctx, input: { id } });
  if (!image) notFound();
  const canWrite = permissionsOf(ctx.actor).includes("WRITE_ADMIN");
  const isChecked = oneOf(await searchParams, "labels") === "1";
  return (
    <Page width="full">
      <PageHeader
        title={t("title")}
        description={image.id}
        actions={canWrite ? <ImageActions image={image} decide={decidePublicationAction} /> : null}
      />
      <ImagePicture image={image} />
      <ImageFacts image={image} models={listModelNames({ ctx })} styles={await listAllStyleTags({ ctx })} />
      <Section
        title={t("files")}
        description={t("filesDetail")}
        actions={
          isChecked ? null : (
            <Button asChild>
              <Link href={`/admin/content/images/${image.id}?labels=1`}>{t("checkFiles")}</Link>
            </Button>
          )
        }
      >
        {isChecked ? <LabelTable files={await checkStoredFiles({ ctx, input: { id: image.id } })} /> : null}
      </Section>
      <ImageHistory image={image} />
    </Page>
  );
}
