import { afterEach, describe, expect, it, vi } from "vitest";
import { forget } from "@/lib/platform/process/singleton";
import { accountConfig } from "./config";

afterEach(() => {
  vi.unstubAllEnvs();
  forget("env");
});

const set = (values: Record<string, string>) => {
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value);
  forget("env");
};

const account = {
  WECHAT_APP_ID: "wxba5fad812f8e6fb9",
  WECHAT_APP_SECRET: "s",
  WECHAT_TOKEN: "AAAAA",
  WECHAT_AES_KEY: "A".repeat(43),
  WECHAT_PAY_MCH_ID: "1900007291",
  WECHAT_PAY_SERIAL: "408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB",
  WECHAT_PAY_PRIVATE_KEY: "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
  WECHAT_PAY_API_V3_KEY: "0".repeat(32),
};

describe("the official account of the environment", () => {
  it("is null without an app id", () => {
    set({ WECHAT_APP_ID: "" });
    expect(accountConfig()).toBeNull();
  });

  it("is safe and real unless told otherwise", () => {
    set(account);
    expect(accountConfig()).toEqual({
      appid: account.WECHAT_APP_ID,
      secret: "s",
      token: "AAAAA",
      aesKey: account.WECHAT_AES_KEY,
      mode: "secure",
      apiBase: "https://api.weixin.qq.com",
      openBase: "https://open.weixin.qq.com",
    });
  });

  it("takes its mode and addresses from the environment", () => {
    set({
      ...account,
      WECHAT_MESSAGE_MODE: "compatible",
      WECHAT_API_BASE: "http://127.0.0.1:1",
      WECHAT_OPEN_BASE: "http://127.0.0.1:2",
    });
    expect(accountConfig()).toMatchObject({
      mode: "compatible",
      apiBase: "http://127.0.0.1:1",
      openBase: "http://127.0.0.1:2",
    });
  });
});
