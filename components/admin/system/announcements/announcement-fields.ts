import type { useTranslations } from "next-intl";
import type { ActionField } from "@/components/admin/act/action-input";
import type { AnnouncementView } from "@/lib/settings/schema";

type Words = ReturnType<typeof useTranslations<"admin.system.announcements">>;

/** A moment as the form takes it: the minute in Shanghai. */
const minute = (iso: string | null | undefined): string =>
  iso ? new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ") : "";

/** What is filled in about an announcement, a new one or one that stands. */
export const announcementFields = (t: Words, known?: AnnouncementView): ActionField[] => [
  {
    name: "level",
    label: t("level"),
    kind: "select",
    required: true,
    value: known?.level ?? "info",
    options: [
      { value: "info", label: t("levels.info") },
      { value: "warning", label: t("levels.warning") },
    ],
  },
  { name: "textZh", label: t("textZh"), kind: "textarea", required: true, max: 300, value: known?.textZh },
  { name: "textEn", label: t("textEn"), kind: "textarea", required: true, max: 300, value: known?.textEn },
  { name: "href", label: t("href"), kind: "text", value: known?.href ?? "", hint: t("hrefHint") },
  {
    name: "startsAt",
    label: t("startsAt"),
    kind: "text",
    value: minute(known?.startsAt),
    hint: t("startsAtHint"),
  },
  { name: "endsAt", label: t("endsAt"), kind: "text", value: minute(known?.endsAt), hint: t("endsAtHint") },
];
