import { env } from "@/lib/platform/env";
import { groupOf, type NoticeGroup, type NoticeKind, parseTemplate, type WechatTemplate } from "../rules";

/** What WeChat can tell of. */
export const templateGroups = [
  "generation",
  "membership",
  "order",
  "publication",
] as const satisfies NoticeGroup[];
export type TemplateGroup = (typeof templateGroups)[number];

/** The WeChat template that tells of a group of kinds; null where the operator has none. */
export function templateOfGroup(group: NoticeGroup): WechatTemplate | null {
  const settings: Partial<Record<NoticeGroup, string>> = {
    generation: env().WECHAT_TEMPLATE_GENERATION,
    membership: env().WECHAT_TEMPLATE_MEMBERSHIP,
    order: env().WECHAT_TEMPLATE_ORDER,
    publication: env().WECHAT_TEMPLATE_PUBLICATION,
  };
  return parseTemplate(settings[group]);
}

export const templateOf = (kind: NoticeKind): WechatTemplate | null => templateOfGroup(groupOf(kind));
