"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemState } from "@/components/shell/state/problem-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { type SharedThing, shareLinksQuery } from "@/lib/shares/client";
import { LinkRow } from "./link-row";

/** The links that there are, those that ended at the end. */
export function LinkList({ thing }: { thing: SharedThing }) {
  const t = useTranslations("sharing");
  const links = useQuery(shareLinksQuery(thing));
  if (links.isPending) return <Skeleton className="h-16" />;
  if (links.isError)
    return (
      <ProblemState error={links.error} onRetry={() => void links.refetch()} retrying={links.isRefetching} />
    );
  const { items } = links.data;
  if (items.length === 0) return null;
  const ordered = [...items.filter((link) => link.live), ...items.filter((link) => !link.live)];
  return (
    <section aria-labelledby="share-links" className="flex flex-col gap-2">
      <h3 id="share-links" className="font-medium text-muted text-sm">
        {t("links")}
      </h3>
      <ul className="flex flex-col divide-y divide-line border-line border-y">
        {ordered.map((link) => (
          <LinkRow key={link.id} link={link} />
        ))}
      </ul>
    </section>
  );
}
