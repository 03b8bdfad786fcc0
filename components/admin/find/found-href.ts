import type { FoundView } from "@/lib/stats/schema";

/** Every address of a record in the panel, on one page. */
const pages: Record<FoundView["kind"], (id: string) => string> = {
  user: (id) => `/admin/users/${id}`,
  generation: (id) => `/admin/generations/${id}`,
  image: (id) => `/admin/content/images/${id}`,
  order: (id) => `/admin/money/orders?open=${id}`,
  announcement: (id) => `/admin/system/announcements?open=${id}`,
  delivery: (id) => `/admin/system/deliveries?open=${id}`,
  config: (id) => `/admin/vendors?open=${id}`,
  style: (slug) => `/admin/styles?open=${slug}`,
  word: (word) => `/admin/content?q=${word}`,
  entry: (id) => `/admin/money/ledger?id=${id}`,
  userLedger: (id) => `/admin/money/ledger?user=${id}`,
  subjectLedger: (id) => `/admin/money/ledger?subject=${id}`,
  difference: (id) => `/admin/money/differences?id=${id}`,
  job: (id) => `/admin/system/jobs?open=${id}`,
  audit: (id) => `/admin/system/audit?open=${id}`,
  request: (id) => `/admin/stats?request=${id}&open=${id}`,
};

/** Ids that have a page of their own; where another one leads is looked up. */
const ownPages: Record<string, FoundView["kind"]> = {
  usr: "user",
  gen: "generation",
  img: "image",
  ord: "order",
  ann: "announcement",
  dlv: "delivery",
  led: "entry",
  dif: "difference",
  aud: "audit",
};

/** Where the panel shows a record. */
export const foundHref = ({ kind, id }: Pick<FoundView, "kind" | "id">): string =>
  pages[kind](encodeURIComponent(id));

/** Through the finder: one record at once, several in a list. */
export const finderHref = (text: string): string => `/admin/find?q=${encodeURIComponent(text)}`;

/** Where an id leads, at once or through the finder; undefined for what is no id. */
export function recordHref(text: string): string | undefined {
  const [, prefix] = /^([a-z]{3})_[0-9a-z]{26}(:[a-z]+)?$/.exec(text) ?? [];
  if (prefix === undefined) return undefined;
  const kind = text.includes(":") ? undefined : ownPages[prefix];
  return kind ? foundHref({ kind, id: text }) : finderHref(text);
}

/** Everything that one request did. */
export const requestHref = finderHref;
