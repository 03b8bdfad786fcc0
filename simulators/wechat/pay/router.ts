import { HANG, jsonOf, RESET, type SimOutcome, type SimRequest } from "@/simulators/kit/server";
import { rfc3339 } from "@/simulators/wechat/clock";
import { digits } from "@/simulators/wechat/crypto/random";
import { seal } from "@/simulators/wechat/crypto/sealed";
import { takeFault } from "@/simulators/wechat/faults";
import { type Signer, signedHeaders, signerOf } from "@/simulators/wechat/signing";
import type { World } from "@/simulators/wechat/world";
import { checkAuthorization } from "./authorization";
import { downloadBill, tradeBill } from "./bill";
import { aboutOrder } from "./order-state";
import { closeOrder, createOrder, queryOrder } from "./orders";
import { createRefund, queryRefund } from "./refunds";
import { isPayCode, type PayAnswer, PayRefusal, refuseField, refusePay } from "./refusals";

const tradeTypes = { jsapi: "JSAPI", native: "NATIVE", h5: "MWEB" } as const;

/** api.mch.weixin.qq.com; null for a path of somebody else. */
export function answerPay(world: World, request: SimRequest): SimOutcome | null {
  if (!request.path.startsWith("/v3/")) return null;
  const about = aboutRequest(world, request);
  const serial = request.headers.get("wechatpay-serial");
  const signer = signerOf(world, serial);
  const send = (answer: PayAnswer) => signed(world, answer, { signer: signer ?? ourSigner(world), about });
  const refusal = checkAuthorization(world, request);
  if (refusal) return send(refusal);
  if (!signer)
    return send(
      refuseField({ field: "Wechatpay-Serial", value: serial ?? "", issue: "is not known" }, "header"),
    );
  if (takeFault(world, "hang", about)) return HANG;
  if (takeFault(world, "rate_limited_429", about))
    return send(refusePay("FREQUENCY_LIMITED", "频率超限，请稍后重试"));
  const unsigned = takeFault(world, "unsigned_error", about);
  if (unsigned) return plain(unsignedError(unsigned.argument));
  const answer = answerRoute(world, request);
  if (request.method === "POST" && answer.status < 300) {
    if (takeFault(world, "lost_reply", about)) return RESET;
    if (takeFault(world, "error_500_after_success", about))
      return send(refusePay("SYSTEM_ERROR", "系统异常，请用相同参数重新调用"));
  }
  return send(answer);
}

const ourSigner = (world: World): Signer => ({ serial: world.publicKeyId, key: world.platformPrivateKey });

const unsignedError = (code: string): PayAnswer =>
  refusePay(isPayCode(code) ? code : "SYSTEM_ERROR", "系统繁忙，请稍后再试");

/** What faults find a request by: its path, its numbers, and the order that it is about. */
function aboutRequest(world: World, request: SimRequest): string[] {
  const json = jsonOf(request);
  const body = typeof json === "object" && json !== null ? (json as Record<string, unknown>) : {};
  const texts = [request.path, body.out_trade_no, body.out_refund_no, body.description].filter(
    (text) => typeof text === "string",
  );
  const parts = new Set(request.path.split("/"));
  const named = [...world.orders.values()].filter(
    ({ outTradeNo, transactionId, refunds }) =>
      outTradeNo === body.out_trade_no ||
      parts.has(outTradeNo) ||
      (transactionId !== null && parts.has(transactionId)) ||
      (transactionId !== null && transactionId === body.transaction_id) ||
      refunds.some(({ outRefundNo }) => parts.has(outRefundNo)),
  );
  return [...texts, ...named.flatMap(aboutOrder)];
}

function answerRoute(world: World, request: SimRequest): PayAnswer {
  try {
    return route(world, request) ?? refusePay("RESOURCE_NOT_EXISTS", "请求的资源不存在");
  } catch (error) {
    if (error instanceof PayRefusal) return error.answer;
    throw error;
  }
}

function route(world: World, request: SimRequest): PayAnswer | null {
  const { method, path } = request;
  const post = method === "POST";
  const get = method === "GET";
  const type = /^\/v3\/pay\/transactions\/(jsapi|native|h5)$/.exec(path)?.[1];
  if (post && type) return createOrder(world, request, tradeTypes[type as keyof typeof tradeTypes]);
  const [, outTradeNo, isClose] =
    /^\/v3\/pay\/transactions\/out-trade-no\/([^/]+?)(\/close)?$/.exec(path) ?? [];
  if (get && outTradeNo && !isClose)
    return queryOrder(world, request, { outTradeNo: decodeURIComponent(outTradeNo) });
  if (post && outTradeNo && isClose) return closeOrder(world, request, decodeURIComponent(outTradeNo));
  const transactionId = /^\/v3\/pay\/transactions\/id\/(\d+)$/.exec(path)?.[1];
  if (get && transactionId) return queryOrder(world, request, { transactionId });
  if (post && path === "/v3/refund/domestic/refunds") return createRefund(world, request);
  const outRefundNo = /^\/v3\/refund\/domestic\/refunds\/([^/]+)$/.exec(path)?.[1];
  if (get && outRefundNo) return queryRefund(world, decodeURIComponent(outRefundNo));
  if (get && path === "/v3/bill/tradebill") return tradeBill(world, request);
  if (get && path === "/v3/billdownload/file") return downloadBill(world, request);
  return get && path === "/v3/certificates" ? certificates(world) : null;
}

/** GET /v3/certificates: none for a merchant who uses the public key. */
function certificates(world: World): PayAnswer {
  if (world.console.signWith === "public-key")
    return refusePay("RESOURCE_NOT_EXISTS", "无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥");
  const { serial, pem, from, until } = world.certificate;
  const sealed = seal(pem, { key: world.apiV3Key, associatedData: "certificate" });
  return {
    status: 200,
    body: {
      data: [
        {
          serial_no: serial,
          effective_time: rfc3339(from),
          expire_time: rfc3339(until),
          encrypt_certificate: sealed,
        },
      ],
    },
  };
}

const textOf = (answer: PayAnswer): string => (answer.body === undefined ? "" : JSON.stringify(answer.body));

const headersOf = (answer: PayAnswer): Record<string, string> => ({
  "request-id": `08${digits(24)}-${answer.detailCode ?? "0"}`,
  "content-type": answer.file ? "text/plain" : "application/json; charset=utf-8",
});

const plain = (answer: PayAnswer): SimOutcome => ({
  status: answer.status,
  headers: headersOf(answer),
  body: answer.file ?? textOf(answer),
});

function signed(
  world: World,
  answer: PayAnswer,
  how: { signer: Signer; about: readonly string[] },
): SimOutcome {
  if (answer.file) return plain(answer);
  const body = textOf(answer);
  const { headers } = signedHeaders(world, body, { ...how, side: "reply" });
  return {
    status: answer.status,
    headers: { ...headersOf(answer), ...headers },
    ...(answer.status === 204 ? {} : { body }),
  };
}
