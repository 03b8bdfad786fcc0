import type { FoundView } from "@/lib/stats/schema";

const pages: Record<FoundView["kind"], (id: string) => string> = {
  user: (id) => `/admin/users/${id}`,
  generation: (id) => `/admin/generations/${id}`,
  image: (id) => `/admin/content/images/${id}`,
  order: (id) => `/admin/money/orders?open=${id}`,
  announcement: (id) => `/admin/system/announcements?open=${id}`,
  delivery: (id) => `/admin/system/deliveries?open=${id}`,
  config: (id) => `/admin/vendors?open=${id}`,
  audit: (id) => `/admin/system/audit?open=${id}`,
  request: (id) => `/admin/stats?request=${id}&open=${id}`,
};

/** Where the panel shows a record. */
export const foundHref = ({ kind, id }: Pick<FoundView, "kind" | "id">): string =>
  pages[kind](encodeURIComponent(id));

/** Everything that one request did. */
export const requestHref = (id: string): string => `/admin/find?q=${encodeURIComponent(id)}`;
