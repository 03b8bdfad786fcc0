"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { editHref } from "@/components/gallery/links";
import { Page, PageHeader } from "@/components/shell/page-header";
import type { EditOperation } from "@/lib/edits/schema";
import type { ImagePage } from "@/lib/images/schema";
import { LibraryChoice } from "./library-choice";
import { UploadZone } from "./upload-zone";

interface StartScreenProps {
  first: { page: ImagePage; atMs: number };
  /** What will be done with the picture, when the address says so. */
  operation: EditOperation | null;
  isPhone: boolean;
}

/** Which picture: one from the device, or one of the person's own. */
export function StartScreen({ first, operation, isPhone }: StartScreenProps) {
  const t = useTranslations("editor");
  const router = useRouter();
  return (
    <Page width="wide">
      <PageHeader title={t("title")} description={t("start.description")} />
      <UploadZone onDone={(image) => router.push(editHref(image.id, operation))} />
      <section aria-labelledby="edit-library" className="flex flex-col gap-3">
        <h2 id="edit-library" className="font-semibold text-lg">
          {t("start.library")}
        </h2>
        <LibraryChoice first={first} operation={operation} isPhone={isPhone} />
      </section>
    </Page>
  );
}
