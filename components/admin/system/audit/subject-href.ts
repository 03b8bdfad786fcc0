const pages: Record<string, (id: string) => string> = {
  usr: (id) => `/admin/users/${id}`,
  img: (id) => `/admin/content/images/${id}`,
  gen: (id) => `/admin/generations/${id}`,
  ord: (id) => `/admin/money/orders?open=${id}`,
  ann: (id) => `/admin/system/announcements?open=${id}`,
  dlv: (id) => `/admin/system/deliveries?open=${id}`,
};

/** Where the panel shows what was written; undefined where it has no page. Of configs only the platform's have one. */
export function subjectHref(action: string, subjectId: string): string | undefined {
  if (subjectId.startsWith("settings.")) return "/admin/system/switches";
  if (action.startsWith("api-configs.panel-")) return `/admin/vendors?open=${subjectId}`;
  if (action.startsWith("styles.")) return `/admin/styles?open=${encodeURIComponent(subjectId)}`;
  if (action.startsWith("jobs.")) return `/admin/system/jobs?open=${subjectId}`;
  if (action.startsWith("channels.model")) return "/admin/vendors/models";
  return pages[subjectId.slice(0, 3)]?.(encodeURIComponent(subjectId));
}
