import { foundHref, recordHref } from "@/components/admin/find/found-href";

/** Where the panel shows what was written; undefined where it has no page. What is no id is told by the action. */
export function subjectHref(action: string, subjectId: string): string | undefined {
  if (subjectId.startsWith("settings.")) return "/admin/system/switches";
  if (action.startsWith("api-configs.panel-")) return foundHref({ kind: "config", id: subjectId });
  if (action.startsWith("styles.")) return foundHref({ kind: "style", id: subjectId });
  if (action.startsWith("jobs.")) return foundHref({ kind: "job", id: subjectId });
  if (action.startsWith("channels.model")) return "/admin/vendors/models";
  return recordHref(subjectId);
}
