import { type NoticeGroup, noticeGroups, type PreferenceChannel } from "@/lib/notifications/rules";
import type { PreferencesView } from "@/lib/notifications/schema";

type Item = PreferencesView["items"][number];

/** The kinds under their groups, in the order of the groups; groups without kinds are left out. */
export const byGroup = (items: readonly Item[]): { group: NoticeGroup; items: Item[] }[] =>
  noticeGroups
    .map((group) => ({ group, items: items.filter((item) => item.group === group) }))
    .filter((part) => part.items.length > 0);

/** The channels that something can go by here: WeChat needs templates of the operator. */
export const columnsOf = (view: PreferencesView): PreferenceChannel[] =>
  view.channels.wechat.trouble === "no_template" ? ["app", "email"] : ["app", "email", "wechat"];

/** Whether a channel can be used by this person at the moment. */
export const isUsable = (view: PreferencesView, channel: PreferenceChannel): boolean =>
  channel === "app" || view.channels[channel].trouble === null;

/** Where an address leads, without what may be secret in its path; all of it where it cannot be read. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
