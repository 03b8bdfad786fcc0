import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { draftFrom, MAX_STYLES } from "@/components/studio/draft";
import { Studio } from "@/components/studio/studio";
import { getBalance } from "@/lib/credits/read";
import { requireUserPage } from "@/lib/entry/page";
import { findGeneration, listGenerations, listOfferedModels } from "@/lib/generations/read";
import { aspectRatios, generationId } from "@/lib/generations/schema";
import { imageId } from "@/lib/images/schema";
import type { Ctx } from "@/lib/platform/context";
import { listStyleTags } from "@/lib/styles/read";
import { styleSlug } from "@/lib/styles/schema";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("create");
  return { title: t("title") };
}

const MAX_LINKED_PROMPT_CHARS = 4_000;

type Search = Record<string, string | string[] | undefined>;

/**
 * The studio. `?prompt=`, `?from=gen_…`, `?model=`, `?styles=ink,dusk`, `?ratio=16:9` and `?reference=img_…` fill the
 * composer.
 */
export default async function CreatePage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const ctx = await requireUserPage(here(search));
  const [generations, models, styles, balance, reuse] = await Promise.all([
    listGenerations({ ctx, input: { limit: 20 } }),
    listOfferedModels({ ctx }),
    listStyleTags({ ctx, input: {} }),
    getBalance({ ctx }),
    readReuse(ctx, search),
  ]);
  const { userId, plan } = ctx.actor;
  const data = { generations, models, styles, balance, readAtMs: ctx.now.getTime() };
  const reference = imageId.safeParse(first(search.reference));
  return <Studio data={data} owner={userId} plan={plan} reuse={reuse} reference={reference.data ?? null} />;
}

const first = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

/** This address, so that signing in leads back to it with its settings. */
function here(search: Search): string {
  const query = new URLSearchParams();
  for (const name of ["prompt", "from", "model", "styles", "ratio", "reference"]) {
    const value = first(search[name]);
    if (value) query.set(name, value);
  }
  return query.size > 0 ? `/create?${query}` : "/create";
}

/** The settings of an own generation, a prompt, a model, or all of them; somebody else's generation fills in nothing. */
async function readReuse(ctx: Ctx, search: Search) {
  const from = generationId.safeParse(first(search.from));
  const prompt = first(search.prompt)?.slice(0, MAX_LINKED_PROMPT_CHARS);
  const model = first(search.model)?.slice(0, 80);
  const styleTags = (first(search.styles) ?? "")
    .split(",")
    .filter((slug) => styleSlug.safeParse(slug).success);
  const ratio = aspectRatios.find((known) => known === first(search.ratio));
  const source = from.success ? await findGeneration(ctx, from.data) : null;
  if (!source && !prompt && !model && !ratio && styleTags.length === 0) return null;
  return {
    ...(source ? draftFrom(source, null) : {}),
    ...(prompt ? { prompt } : {}),
    ...(model ? { model } : {}),
    ...(styleTags.length > 0 ? { styleTags: styleTags.slice(0, MAX_STYLES) } : {}),
    ...(ratio ? { ratio } : {}),
  };
}
