import type { SimReply } from "@/simulators/kit/server";
import { hex } from "@/simulators/wechat/crypto/random";

/** The global error codes of api.weixin.qq.com with their words; the status is 200 for all of them. */
const words = {
  [-1]: "system error",
  40001: "invalid credential, access_token is invalid or not latest",
  40002: "invalid grant_type",
  40003: "invalid openid",
  40013: "invalid appid",
  40029: "invalid code",
  40030: "invalid refresh_token",
  40037: "invalid template_id",
  40066: "invalid url",
  40097: "invalid args",
  40125: "invalid appsecret",
  40163: "code been used",
  40164: "invalid ip 127.0.0.1 ipv6 ::ffff:127.0.0.1, not in whitelist",
  41001: "access_token missing",
  41002: "appid missing",
  41004: "appsecret missing",
  41008: "missing code",
  42001: "access_token expired",
  42002: "refresh_token expired",
  42003: "code expired",
  43002: "require POST method",
  43101: "user refuse to accept the msg",
  45009: "reach max api daily quota limit",
  47001: "data format error",
  47003: "argument invalid!",
  48001: "api unauthorized",
} as const;
export type ErrorCode = keyof typeof words;

export const say = (body: unknown, type = "application/json; encoding=utf-8"): SimReply => ({
  status: 200,
  headers: { "content-type": type },
  body: JSON.stringify(body),
});

/** The OAuth calls answer their JSON as text. */
export const sayAsText = (body: unknown): SimReply => say(body, "text/plain");

const errorBody = (code: ErrorCode, detail: string) => ({
  errcode: code,
  errmsg: `${words[code]}${detail && ` ${detail}`} rid: ${hex(8)}-${hex(8)}-${hex(8)}`,
});

export const refuse = (code: ErrorCode, detail = ""): SimReply => say(errorBody(code, detail));
export const refuseAsText = (code: ErrorCode): SimReply => sayAsText(errorBody(code, ""));
