import { expect, test, vi } from "vitest";

test("errors are known to every copy of their module, and no others are", async () => {
  const copies = [];
  for (let n = 0; n < 2; n += 1) {
    vi.resetModules();
    const { WechatPayError } = await import("./words");
    const { WechatError } = await import("@/lib/providers/wechat/words");
    copies.push({ WechatPayError, WechatError });
  }
  const [here, there] = copies;
  if (!here || !there) throw new Error("no copies");
  expect(here.WechatPayError).not.toBe(there.WechatPayError);
  const pay = new there.WechatPayError("paid", "ORDERPAID", "");
  const account = new there.WechatError("code", 40163, "");
  expect([pay instanceof here.WechatPayError, account instanceof here.WechatError]).toEqual([true, true]);
  expect([account instanceof here.WechatPayError, pay instanceof here.WechatError]).toEqual([false, false]);
  for (const other of [new Error("x"), null, undefined, { name: "WechatPayError" }])
    expect(other instanceof here.WechatPayError).toBe(false);
});
