import { openCallback, verifiedEcho } from "./callback/open";
import { replyBody } from "./callback/reply";
import { messageOf } from "./callback/reshape";
import type { AccountConfig } from "./config";
import { ask } from "./http";
import { jsSdkArguments } from "./js-sdk";
import { authorizeUrl, exchangeCode } from "./oauth";
import { type Credentials, credentials } from "./token";
import { doneAnswer, qrAnswer, userAnswer } from "./types";
import { type SceneQr, type TokenStore, type WechatAccount, WechatError } from "./words";

const MAX_QR_LIFE_S = 2_592_000;

/**
 * The official account. Keep one per process: its callers then share the renewal of a credential, and a credential
 * that did not change is not asked for again and again.
 */
export function wechatAccount(config: AccountConfig, store: TokenStore): WechatAccount {
  const shared = credentials(config, store);
  return {
    appid: config.appid,
    createSceneQr: (scene, lifeS, now) => createSceneQr(config, shared, { scene, lifeS, now }),
    authorizeUrl: (redirectUrl, state) => authorizeUrl(config, redirectUrl, state),
    exchangeCode: (code) => exchangeCode(config, code),
    follows: (openid) => follows(config, shared, openid),
    jsSdkConfig: async (pageUrl, now) => jsSdkArguments(config.appid, await shared.ticket(), pageUrl, now),
    sendSubscribeMessage: (message) => sendSubscribeMessage(config, shared, message),
    verifyUrl: (query) => verifiedEcho(config, query),
    readMessage: (callback) => {
      const elements = openCallback(config, callback);
      return elements === null ? null : messageOf(elements);
    },
    reply: (message, text, now) => replyBody(config, message, text, now),
  };
}

/** A temporary code with a text scene of 1 to 64 characters, for 1 second to 30 days. */
async function createSceneQr(
  config: AccountConfig,
  shared: Credentials,
  { scene, lifeS, now }: { scene: string; lifeS: number; now: Date },
): Promise<SceneQr> {
  if (scene.length < 1 || scene.length > 64 || !Number.isInteger(lifeS) || lifeS < 1 || lifeS > MAX_QR_LIFE_S)
    throw new WechatError("setup", 0, "A scene has 1 to 64 characters and lives for 1 second to 30 days.");
  const answer = await shared.withToken((accessToken) =>
    ask(config, {
      method: "POST",
      path: "/cgi-bin/qrcode/create",
      query: { access_token: accessToken },
      body: {
        expire_seconds: lifeS,
        action_name: "QR_STR_SCENE",
        action_info: { scene: { scene_str: scene } },
      },
      answer: qrAnswer,
      idempotent: true,
      bySecret: false,
      hide: [accessToken, scene],
    }),
  );
  const expiresAt = new Date(now.getTime() + Math.min(lifeS, answer.expire_seconds) * 1_000);
  return { ticket: answer.ticket, url: answer.url, expiresAt };
}

async function follows(config: AccountConfig, shared: Credentials, openid: string): Promise<boolean> {
  const { subscribe } = await shared.withToken((accessToken) =>
    ask(config, {
      method: "GET",
      path: "/cgi-bin/user/info",
      query: { access_token: accessToken, openid, lang: "zh_CN" },
      answer: userAnswer,
      idempotent: true,
      bySecret: false,
      hide: [accessToken, openid],
    }),
  );
  return subscribe === 1;
}

/** Never repeated when WeChat is busy: each consent of a person is good for one message. */
async function sendSubscribeMessage(
  config: AccountConfig,
  shared: Credentials,
  { openid, templateId, page, data }: Parameters<WechatAccount["sendSubscribeMessage"]>[0],
): Promise<void> {
  const values = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, { value }]));
  await shared.withToken((accessToken) =>
    ask(config, {
      method: "POST",
      path: "/cgi-bin/message/subscribe/bizsend",
      query: { access_token: accessToken },
      body: { touser: openid, template_id: templateId, ...(page ? { page } : {}), data: values },
      answer: doneAnswer,
      idempotent: false,
      bySecret: false,
      hide: [accessToken, openid, ...Object.values(data)],
    }),
  );
}
