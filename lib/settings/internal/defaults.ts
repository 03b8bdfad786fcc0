import { env } from "@/lib/platform/env";
import type { SettingKey, SettingValue } from "../schema";

const defaults: { [K in SettingKey]: () => SettingValue<K> } = {
  ios_purchase_enabled: () => env().IOS_PURCHASE_ENABLED,
  sign_up_open: () => true,
  maintenance: () => ({ on: false, textZh: "", textEn: "" }),
  moderation: () => ({ openai: null, bailian: null }),
};

/** What holds while the panel has set nothing. */
export const defaultOf = <K extends SettingKey>(key: K): SettingValue<K> => defaults[key]();
