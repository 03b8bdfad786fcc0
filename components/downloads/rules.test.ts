import { expect, test } from "vitest";
import { type Client, inOrder, platformOf, platforms } from "./rules";

test.each([
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "windows"],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/26.0 Safari/605.1.15",
    "macos",
  ],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148", "ios"],
  [
    "Mozilla/5.0 (Linux; Android 16; Pixel 10) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
    "android",
  ],
  ["Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 HarmonyOS ArkWeb/4.1 Mobile", "android"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Mobile/15E148 MicroMessenger/8.0.50", "wechat"],
  ["Mozilla/5.0 (Linux; Android 16; wv) Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0.50", "wechat"],
  ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", null],
  ["curl/8.5.0", null],
  [null, null],
])("%s is %s", (agent, platform) => {
  expect(platformOf(agent)).toBe(platform);
});

const clients: Client[] = platforms.map((platform) => ({
  platform,
  url: platform === "android" || platform === "wechat" ? `https://get.example/${platform}` : null,
}));

test("one's own platform comes first, published or not, then what can be had", () => {
  const order = (own: Parameters<typeof inOrder>[1]) => inOrder(clients, own).map(({ platform }) => platform);
  expect(order("ios")).toEqual(["ios", "android", "wechat", "windows", "macos"]);
  expect(order("wechat")).toEqual(["wechat", "android", "windows", "macos", "ios"]);
  expect(order(null)).toEqual(["android", "wechat", "windows", "macos", "ios"]);
});
