import type { SimRequest } from "@/simulators/kit/server";
import { requestText, verifyText } from "@/simulators/wechat/crypto/signatures";
import type { World } from "@/simulators/wechat/world";
import { type PayAnswer, refuseField, refusePay } from "./refusals";

const SCHEME = "WECHATPAY2-SHA256-RSA2048 ";
const FIELDS = ["mchid", "nonce_str", "serial_no", "signature", "timestamp"];
const TOLERANCE_S = 300;

const signError = (message: string, detail?: unknown): PayAnswer => refusePay("SIGN_ERROR", message, detail);

const malformed = () => signError("Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》");

/** What is wrong with the headers or the signature over the exact bytes of the wire; null when it holds. */
export function checkAuthorization(world: World, request: SimRequest): PayAnswer | null {
  const given = readAuthorization(request.headers.get("authorization") ?? "");
  if (!given) return malformed();
  if (given.mchid !== world.mchid) return signError("商户号不存在或与证书不匹配");
  if (given.serial_no?.toUpperCase() !== world.merchantSerial) return signError("商户证书序列号有误");
  const { timestamp = "", nonce_str: nonce = "", signature = "" } = given;
  if (!/^\d{10}$/.test(timestamp) || !/^[0-9A-Za-z]{1,32}$/.test(nonce)) return malformed();
  if (Math.abs(Number(timestamp) - Date.now() / 1000) > TOLERANCE_S)
    return signError("Http头Authorization中的timestamp与发起请求的时间不得超过5分钟");
  const target = request.rawQuery ? `${request.path}?${request.rawQuery}` : request.path;
  const text = requestText({
    method: request.method,
    target,
    timestamp,
    nonce,
    body: request.body.toString(),
  });
  if (verifyText(text, signature, world.merchantPublicKey)) return checkHeaders(request);
  return signError("签名错误", {
    detail: { issue: "sign not match" },
    field: "signature",
    location: "authorization",
    sign_information: {
      method: request.method,
      url: target,
      truncated_sign_message: text.slice(0, 120),
      sign_message_length: Buffer.byteLength(text),
    },
  });
}

function readAuthorization(header: string): Record<string, string> | null {
  if (!header.startsWith(SCHEME)) return null;
  const found: Record<string, string> = {};
  for (const pair of header.slice(SCHEME.length).split(",")) {
    const [, name, value] = /^([a-z_]+)="([^"]*)"$/.exec(pair) ?? [];
    if (!name || value === undefined || !FIELDS.includes(name) || name in found) return null;
    found[name] = value;
  }
  return FIELDS.every((name) => name in found) ? found : null;
}

function checkHeaders(request: SimRequest): PayAnswer | null {
  const { headers } = request;
  const accept = headers.get("accept") ?? "";
  const acceptsJson = accept.includes("application/json") || accept.includes("*/*");
  if (!acceptsJson || !headers.get("user-agent"))
    return refusePay("PARAM_ERROR", "Http头缺少Accept或User-Agent");
  const type = headers.get("content-type") ?? "";
  return request.method !== "POST" || type.startsWith("application/json")
    ? null
    : refuseField({ field: "Content-Type", value: type, issue: "must be application/json" }, "header");
}
