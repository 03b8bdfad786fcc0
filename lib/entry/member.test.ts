import { expect, test } from "vitest";
import { insideWechat } from "./member";

const phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148";

test.each([
  [`${phone} MicroMessenger/8.0.50(0x18003230) NetType/WIFI Language/zh_CN`, true],
  ["Mozilla/5.0 (Windows NT 10.0) WindowsWechat/WMPF MicroMessenger/7.0.20", true],
  [`${phone} wxwork/4.1.0 MicroMessenger/7.0.1`, false],
  [phone, false],
  ["", false],
  [null, false],
])("%j is inside WeChat: %s", (userAgent, inside) => {
  expect(insideWechat(userAgent)).toBe(inside);
});
