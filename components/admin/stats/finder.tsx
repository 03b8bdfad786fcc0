import { useTranslations } from "next-intl";
import { UnknownRecord } from "@/components/admin/find/unknown-record";
import { CursorLinks } from "@/components/admin/kit/cursor-links";
import { FilterBar } from "@/components/admin/kit/filter-bar";
import { hrefWith, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { Section } from "@/components/admin/kit/section";
import type { RequestPage, RequestView } from "@/lib/stats/schema";
import { RequestSheet } from "./request-sheet";
import { RequestTable } from "./request-table";

interface FinderProps {
  /** The page's own path. */
  path: string;
  params: SearchParams;
  page: RequestPage;
  /** The request that the address names, beside the list. */
  open: RequestView | null;
  /** Whether that one did more than its line says. */
  didMore: boolean;
}

/** Finds single requests of what the page shows: by the id that a person was shown, or by the person. */
export function Finder({ path, params, page, open, didMore }: FinderProps) {
  const t = useTranslations("admin.stats");
  const kept = ["range", "day", "route", "client", "status", "code"];
  const href = (changes: Record<string, string | null>) => hrefWith(path, params, changes);
  const person = open?.userId;
  return (
    <Section title={t("single")} description={t("singleDetail")}>
      <FilterBar
        action={path}
        resetHref={href({ request: null, user: null, cursor: null, open: null })}
        hidden={Object.fromEntries(kept.map((name) => [name, oneOf(params, name)]))}
        fields={[
          {
            name: "request",
            label: t("columns.request"),
            kind: "text",
            value: oneOf(params, "request"),
            placeholder: "req_…",
          },
          {
            name: "user",
            label: t("columns.user"),
            kind: "text",
            value: oneOf(params, "user"),
            placeholder: "usr_…",
          },
        ]}
      />
      <RequestTable items={page.items} openId={open?.requestId} hrefOf={(id) => href({ open: id })} />
      <CursorLinks path={path} params={params} nextCursor={page.nextCursor} />
      {open ? (
        <RequestSheet
          {...{ request: open, didMore }}
          closeHref={href({ open: null })}
          personHref={
            person ? href({ user: person, request: null, day: null, cursor: null, open: null }) : null
          }
        />
      ) : oneOf(params, "open") ? (
        <UnknownRecord id={oneOf(params, "open") ?? ""} closeHref={href({ open: null })} />
      ) : null}
    </Section>
  );
}
