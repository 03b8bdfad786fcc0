import { testContext } from "@/db/testing";
import { randomToken } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/ids";
import { forget, singleton } from "@/lib/platform/process/singleton";
import {
  type AccountMessage,
  type WebIdentity,
  type WechatAccount,
  WechatError,
} from "@/lib/providers/wechat/words";
import { acceptAccountMessage } from "./callbacks/accept-message";
import { registerDevice } from "./devices/register";
import { ACCOUNT } from "./internal/account";
import { createBinding } from "./sessions/create";

/** An official account that does what a test says. */
export interface TestAccount {
  /** Scenes that codes were made for, the newest last. */
  scenes: string[];
  /** Thrown by the next calls, until it is set to null. */
  failure: WechatError | null;
  /** Who stands behind an OAuth code; each code works once. */
  codes: Map<string, WebIdentity>;
  exchanges: number;
}

const APPID = "wx0123456789abcdef";

/** Puts an official account of the test's own in the place of the configured one. */
export function setTestAccount(): TestAccount {
  const test: TestAccount = { scenes: [], failure: null, codes: new Map(), exchanges: 0 };
  const answering = <T>(value: T): T => {
    if (test.failure) throw test.failure;
    return value;
  };
  const account: WechatAccount = {
    appid: APPID,
    createSceneQr: async (scene, lifeS, now) => {
      test.scenes.push(scene);
      const expiresAt = new Date(now.getTime() + lifeS * 1_000);
      return answering({ ticket: "gQ", url: `http://weixin.qq.com/q/${scene.slice(3, 9)}`, expiresAt });
    },
    authorizeUrl: (redirectUrl, state) =>
      `https://open.test/authorize?redirect_uri=${encodeURIComponent(redirectUrl)}&state=${state}#wechat_redirect`,
    exchangeCode: async (code) => {
      test.exchanges += 1;
      const identity = test.codes.get(code);
      test.codes.delete(code);
      if (!identity) throw new WechatError("code", 40163, "code been used");
      return answering(identity);
    },
    follows: async () => answering(true),
    // The signature says what was signed.
    jsSdkConfig: async (pageUrl, now) =>
      answering({ appId: APPID, timestamp: now.getTime() / 1000, nonceStr: "n", signature: pageUrl }),
    sendSubscribeMessage: async () => answering(undefined),
    verifyUrl: (query) => query.get("echostr"),
    readMessage: () => null,
    reply: (_, text) => text ?? "success",
  };
  forget(ACCOUNT);
  singleton(ACCOUNT, () => ({ account }));
  return test;
}

export const openid = (): string => `o${randomToken(20).slice(0, 27)}`;

let seconds = 0;

/** Delivers a message of a person; each is a second later than the one before, unless told otherwise. */
export async function deliver(
  from: string,
  content: AccountMessage["content"],
  told: { at?: Date; key?: string; now?: Date } = {},
): Promise<string | null> {
  seconds += 1;
  const sentAt = told.at ?? new Date(Math.floor(Date.now() / 1000) * 1000 + seconds * 1000);
  const message: AccountMessage = {
    openid: from,
    account: "gh_test",
    sentAt,
    dedupeKey: told.key ?? `${from}|${sentAt.getTime()}|${JSON.stringify(content)}`,
    content,
  };
  const ctx = testContext({ kind: "webhook", vendor: "wechat" } as const, told.now);
  const raw = Buffer.from("<xml/>");
  return (await acceptAccountMessage({ ctx, message, raw, headers: { "content-type": "text/xml" } })).reply;
}

/** A registered client with its context. */
export async function newDevice(name = "书房的电脑") {
  const client = { clientId: newId("request"), name, platform: "windows" as const, secret: randomToken() };
  const input = { ...client, clientId: client.clientId.replace("_", "-") };
  const made = await registerDevice({
    ctx: testContext({ kind: "anonymous", address: "192.0.2.1" } as const),
    input,
  });
  if ("ok" in made) throw new Error(made.reason);
  const ctx = (userId: string | null = null, now?: Date) =>
    testContext(
      { kind: "device", deviceId: made.deviceId, userId, plan: "free", address: "192.0.2.1" } as const,
      now,
    );
  return { ...made, input, ctx };
}
export type TestDevice = Awaited<ReturnType<typeof newDevice>>;

/** A code that a device asked for, with the scene that scans of it carry. */
export async function newDeviceCode(test: TestAccount, device: TestDevice, now?: Date) {
  const made = await createBinding({ ctx: device.ctx(null, now), input: { purpose: "device" } });
  return { ...made, scene: test.scenes.at(-1) ?? "" };
}
