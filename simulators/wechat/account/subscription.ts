import { jsonOf, type SimReply, type SimRequest } from "@/simulators/kit/server";
import { tellSubscriptionSent } from "@/simulators/wechat/callbacks/events";
import { addToChat } from "@/simulators/wechat/people";
import type { World } from "@/simulators/wechat/world";
import { consentKey } from "./books";
import { refuse, say } from "./refusals";

const TEMPLATE = /^[\w-]{43}$/;
const FIELDS = ["touser", "template_id", "page", "miniprogram", "data"];
/** How a key says what its value may be, and how long. */
const KEY =
  /^(thing|number|letter|symbol|character_string|time|date|amount|phone_number|car_number|name|phrase|const|short_thing)(\d{1,2})?$/;
const longest: Record<string, number> = {
  thing: 20,
  short_thing: 5,
  number: 32,
  letter: 32,
  symbol: 5,
  character_string: 32,
  phone_number: 17,
  car_number: 8,
  name: 20,
  phrase: 5,
  const: 20,
};

/** POST /cgi-bin/message/subscribe/bizsend: one notice for each time that a person has accepted. */
export function sendSubscription(world: World, request: SimRequest): SimReply {
  if (request.method !== "POST") return refuse(43002);
  const json = jsonOf(request);
  if (typeof json !== "object" || json === null || Array.isArray(json)) return refuse(47001);
  const order = json as Record<string, unknown>;
  if (!Object.keys(order).every((key) => FIELDS.includes(key))) return refuse(47001);
  const { touser, template_id: template, page, data } = order;
  const person = typeof touser === "string" ? world.people.get(touser) : undefined;
  if (!person) return refuse(40003);
  if (typeof template !== "string" || !TEMPLATE.test(template)) return refuse(40037);
  if (page !== undefined && typeof page !== "string") return refuse(47003, "page invalid");
  const lines = linesOf(data);
  if ("wrong" in lines) return refuse(47003, `data.${lines.wrong}.value invalid`);
  const key = consentKey(person.openid, template);
  const left = world.books.consents.get(key) ?? 0;
  if (left < 1) return refuse(43101);
  world.books.consents.set(key, left - 1);
  const link = page ? `\n<a href="${page}">查看详情</a>` : "";
  addToChat(person, { at: world.now(), from: "wechat", text: `服务通知\n${lines.texts.join("\n")}${link}` });
  tellSubscriptionSent(world, person, template);
  return say({ errcode: 0, errmsg: "ok" });
}

function linesOf(data: unknown): { texts: string[] } | { wrong: string } {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return { wrong: "" };
  const texts: string[] = [];
  for (const [key, entry] of Object.entries(data)) {
    const value: unknown = typeof entry === "object" && entry !== null ? entry.value : undefined;
    const kind = KEY.exec(key)?.[1];
    const isFine = kind && typeof value === "string" && value !== "" && value.length <= (longest[kind] ?? 64);
    if (!isFine) return { wrong: key };
    texts.push(value);
  }
  return texts.length > 0 ? { texts } : { wrong: "" };
}
