import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import { CheckersSection } from "@/components/admin/content/checkers-section";
import { WordTable } from "@/components/admin/content/word-table";
import { CursorLinks } from "@/components/admin/kit/cursor-links";
import { FilterBar } from "@/components/admin/kit/filter-bar";
import { oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { Section } from "@/components/admin/kit/section";
import { Page, PageHeader } from "@/components/shell/page-header";
import { permissionsOf } from "@/lib/accounts/rules";
import { requirePermissionPage } from "@/lib/entry/page";
import { listCheckers, listWords } from "@/lib/moderation/admin";
import { listWordsInput, wordSeverities } from "@/lib/moderation/schema";
import { addWordAction, removeWordAction, setCheckersAction } from "../actions";

const PATH = "/admin/content";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.content");
  return { title: t("title") };
}

/** The operator's word list, and which vendors judge what is handed in. */
export default async function ContentPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.content");
  const canWrite = permissionsOf(ctx.actor).includes("WRITE_ADMIN");
  const params = await searchParams;
  const q = listWordsInput.shape.q.safeParse(oneOf(params, "q")).data;
  const cursor = oneOf(params, "cursor");
  const [words, checkers] = await Promise.all([
    listWords({ ctx, input: { q, cursor, limit: 50 } }),
    listCheckers({ ctx }),
  ]);
  return (
    <Page width="full">
      <PageHeader title={t("title")} description={t("detail")} />
      <CheckersSection checkers={checkers} save={canWrite ? setCheckersAction : null} />
      <Section
        title={t("words")}
        description={t("wordsDetail")}
        actions={
          canWrite ? (
            <ActionDialog
              label={t("add")}
              title={t("add")}
              says={t("addSays")}
              confirmLabel={t("add")}
              action={addWordAction}
              input={{}}
              fields={[
                { name: "word", label: t("word"), kind: "text", required: true, max: 60 },
                {
                  ...{ name: "severity", label: t("severity"), kind: "select", value: "review" },
                  options: wordSeverities.map((value) => ({ value, label: t(`severities.${value}`) })),
                },
                { name: "note", label: t("note"), kind: "text", max: 200, hint: t("noteHint") },
              ]}
              reason
              doneText={t("added")}
            />
          ) : null
        }
      >
        <FilterBar
          action={PATH}
          resetHref={PATH}
          fields={[{ name: "q", label: t("search"), kind: "text", value: q }]}
        />
        <WordTable items={words.items} remove={canWrite ? removeWordAction : null} />
        <CursorLinks path={PATH} params={params} nextCursor={words.nextCursor} />
      </Section>
    </Page>
  );
}
