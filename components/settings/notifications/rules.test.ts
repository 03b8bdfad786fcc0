import { expect, test } from "vitest";
import type { PreferencesView } from "@/lib/notifications/schema";
import { byGroup, columnsOf, hostOf, isUsable } from "./rules";

const view = (
  wechat: PreferencesView["channels"]["wechat"]["trouble"],
  email: PreferencesView["channels"]["email"]["trouble"] = null,
): PreferencesView => ({
  channels: { email: { trouble: email }, wechat: { trouble: wechat } },
  items: [
    { kind: "webhook.disabled", group: "account", app: true, email: true, wechat: null },
    { kind: "order.fulfilled", group: "order", app: true, email: true, wechat: true },
    { kind: "order.refunded", group: "order", app: true, email: true, wechat: true },
  ],
});

test("kinds stand under their groups, in the order of the groups", () => {
  expect(byGroup(view(null).items).map(({ group, items }) => [group, items.length])).toEqual([
    ["order", 2],
    ["account", 1],
  ]);
});

test("WeChat is a column only where the operator has templates for it", () => {
  expect(columnsOf(view("no_template"))).toEqual(["app", "email"]);
  expect(columnsOf(view("not_bound"))).toEqual(["app", "email", "wechat"]);
});

test("a channel with a trouble cannot be used; the centre always can", () => {
  const troubled = view("not_following", "no_email");
  expect((["app", "email", "wechat"] as const).filter((channel) => isUsable(troubled, channel))).toEqual([
    "app",
  ]);
});

test("an address is named by its host alone, because its path may hold a secret", () => {
  expect(hostOf("https://hooks.example.com:8443/services/T0/B0/secret")).toBe("hooks.example.com:8443");
});
