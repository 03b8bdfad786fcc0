import type { IncomingMessage, ServerResponse } from "node:http";
import type { Desk, Person, Phone } from "@/simulators/wechat/desk";
import { cancelBill, openBill, payBill } from "@/simulators/wechat/phone/cashier";
import { pathOf, readCode } from "@/simulators/wechat/phone/codes";
import { PhoneTrouble } from "@/simulators/wechat/phone/trouble";
import type { CookieJar } from "./cookie-jar";
import { note } from "./notes";

/** What the web view answers itself, for the script that it puts into pages. */
export interface Own {
  desk: Desk;
  phone: Phone;
  person: Person;
  jar: CookieJar;
}

/** Stands for the web view itself: a path that leads away from it has another origin. */
const BASE = "http://web-view";

const MAX_FIELDS_BYTES = 64 * 1024;

type Fields = Record<string, unknown>;

const calls: Record<string, (own: Own, fields: Fields) => unknown> = {
  payment({ desk, phone, person }, { jsapi, code }) {
    if (typeof code === "string") {
      const read = readCode(desk, code);
      if (read.kind !== "payment") throw new PhoneTrouble(422, "这不是付款码。");
      return openBill(desk, phone, person.openid, read.by);
    }
    if (typeof jsapi !== "object" || jsapi === null) throw new PhoneTrouble(400, "缺少支付参数。");
    const texts = Object.entries(jsapi).filter(
      (pair): pair is [string, string] => typeof pair[1] === "string",
    );
    return openBill(desk, phone, person.openid, { jsapi: Object.fromEntries(texts) });
  },
  pay: ({ desk, phone, person }, { outTradeNo }) => payBill(desk, phone, person.openid, String(outTradeNo)),
  cancel: ({ desk, person }, { outTradeNo }) => cancelBill(desk, person.openid, String(outTradeNo)),
  async subscribe({ phone, person }, { templates, accepted }) {
    if (!Array.isArray(templates) || templates.length < 1 || templates.length > 3)
      throw new PhoneTrouble(400, "一次可以订阅一到三个模板。");
    for (const templateId of templates)
      await phone.decide(person.openid, { templateId: String(templateId), accepted: accepted === true });
  },
  cookie({ jar }, { line, path }) {
    const now = Date.now();
    jar.take(String(line), String(path), now, "script");
    return { cookies: jar.visible(String(path), now) };
  },
};

/** Answers `POST /__phone/<call>`; refusals are `{ message }` with words for the person. */
export async function answerOwn(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  path: string,
  own: Own,
): Promise<void> {
  const send = (status: number, body: unknown) =>
    outgoing
      .writeHead(status, { "content-type": "application/json", "cache-control": "no-store" })
      .end(JSON.stringify(body ?? {}));
  try {
    const call = calls[path.replace("/__phone/", "")];
    if (!call || incoming.method !== "POST") throw new PhoneTrouble(404, "没有这个页面。");
    send(200, await call(own, await fieldsOf(incoming)));
  } catch (error) {
    const status = error instanceof PhoneTrouble ? error.status : 422;
    send(status, { message: error instanceof Error ? error.message : String(error) });
  }
}

async function fieldsOf(incoming: IncomingMessage): Promise<Fields> {
  // Other sites cannot send this type without being asked first.
  if (!incoming.headers["content-type"]?.startsWith("application/json"))
    throw new PhoneTrouble(415, "请求必须是 JSON。");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > MAX_FIELDS_BYTES) throw new PhoneTrouble(400, "请求过长。");
    chunks.push(chunk);
  }
  const body: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  if (typeof body !== "object" || body === null) throw new PhoneTrouble(400, "请求不是 JSON 对象。");
  return { ...body };
}

/** `/__open?person=&path=`: this browser is now the phone of that person. */
export function openAs(desk: Desk, query: URLSearchParams, outgoing: ServerResponse): void {
  const person = desk.people.get(query.get("person") ?? "");
  const path = new URL(query.get("path") ?? "/m", BASE);
  if (!person || path.origin !== BASE) {
    sendNote(outgoing, 404, note("打不开这个网页", "没有这个人，或者地址不是本产品的路径。"));
    return;
  }
  const cookie = `phone_person=${person.openid}; Path=/; HttpOnly; SameSite=Lax`;
  outgoing
    .writeHead(302, { location: pathOf(path), "set-cookie": cookie, "cache-control": "no-store" })
    .end();
}

export const sendNote = (outgoing: ServerResponse, status: number, html: string): void =>
  void outgoing
    .writeHead(status, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" })
    .end(html);
