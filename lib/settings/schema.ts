import { z } from "zod";
import { plainText } from "@/lib/platform/http/plain-text";

/** Whether a checker asks its vendor; null as the environment says. */
const checker = z.boolean().nullable().default(null);

/** What can be set while the platform runs, each with its shape. */
export const settings = {
  /** Whether things are for sale inside WeChat on an iPhone or iPad. */
  ios_purchase_enabled: z.boolean(),
  /** Whether new people may come; the environment may have closed it for good. */
  sign_up_open: z.boolean(),
  /** A line above every page. */
  maintenance: z.strictObject({ on: z.boolean(), textZh: plainText(300), textEn: plainText(300) }),
  /** Which checkers of the gallery ask their vendor. */
  moderation: z.object({ openai: checker, bailian: checker }),
} as const;
export type Settings = typeof settings;
export type SettingKey = keyof Settings;
export type SettingValue<K extends SettingKey> = z.output<Settings[K]>;

export const settingKeys = Object.keys(settings) as [SettingKey, ...SettingKey[]];

/** Why, as it stands in the audit log. */
export const reason = plainText(500).min(3);

/** The settings that are on or off. */
export const switchKeys = ["ios_purchase_enabled", "sign_up_open"] as const;
export type SwitchKey = (typeof switchKeys)[number];
export const turnSwitchInput = z.strictObject({ key: z.enum(switchKeys), reason });
export const setMaintenanceInput = z
  .strictObject({
    on: z.boolean(),
    textZh: plainText(300).default(""),
    textEn: plainText(300).default(""),
    reason,
  })
  .refine(({ on, textZh }) => !on || textZh !== "", { path: ["textZh"], error: "must say something" });

/** A setting as the panel shows it. */
export interface SettingView<K extends SettingKey = SettingKey> {
  key: K;
  value: SettingValue<K>;
  /** False while it has the value of the code or of the environment. */
  isSet: boolean;
  /** True where the environment decides and the panel cannot: sign-up that is closed for good. */
  isFixed: boolean;
  updatedAt: string | null;
  /** The admin's name; null while nobody has set it, or they are gone. */
  updatedBy: string | null;
}

export const announcementLevels = ["info", "warning"] as const;
export const announcementId = z.string().regex(/^ann_[0-9a-z]{26}$/);

/** A path of ours or an https address: what stands above every page must not lead into a script. */
const href = z
  .string()
  .max(500)
  .refine(
    (text) => /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text) || isHttps(text),
    "must be an https address or a path of this site",
  );

function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === "https:" && /^[\x21-\x7e]+$/.test(text);
}

/** A minute in Shanghai as it is typed, `2026-11-22 18:30`; a moment for programs is taken as well. */
const minute = z
  .string()
  .transform((text) =>
    /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}$/.test(text) ? `${text.replace(" ", "T")}:00+08:00` : text,
  )
  .pipe(z.iso.datetime({ offset: true, error: "must be a time like 2026-11-22 18:30" }))
  .transform((text) => new Date(text).toISOString());

const announcementFields = {
  level: z.enum(announcementLevels),
  textZh: plainText(300).min(1),
  textEn: plainText(300).min(1),
  /** Absent leads nowhere. */
  href: href.optional(),
  /** Absent: at once; of one that stands already: as it was. */
  startsAt: minute.optional(),
  /** Absent: until it is ended. */
  endsAt: minute.optional(),
  reason,
};
export const createAnnouncementInput = z.strictObject(announcementFields);
export const updateAnnouncementInput = z.strictObject({ id: announcementId, ...announcementFields });
export const endAnnouncementInput = z.strictObject({ id: announcementId, reason });
export const announcementIdInput = z.strictObject({ id: announcementId });
export const listAnnouncementsInput = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(50).default(30),
});

export const announcementView = z.object({
  id: z.string(),
  level: z.enum(announcementLevels),
  textZh: z.string(),
  textEn: z.string(),
  href: z.string().nullable(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime().nullable(),
  state: z.enum(["upcoming", "current", "ended"]),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type AnnouncementView = z.infer<typeof announcementView>;
export interface AnnouncementPage {
  items: AnnouncementView[];
  nextCursor: string | null;
}
export type AnnouncementRefusal = { ok: false; reason: "announcement_ended" | "announcement_span" };

/** A line above every page, in the reader's language. */
export interface NoticeView {
  key: string;
  level: (typeof announcementLevels)[number];
  text: string;
  href: string | null;
}
