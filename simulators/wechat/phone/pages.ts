import { readFileSync } from "node:fs";
import { jsonOf, type SimOutcome, type SimReply, type SimRequest } from "@/simulators/kit/server";
import type { Desk, Person, Phone } from "@/simulators/wechat/desk";
import { cancelBill, openBill, payBill } from "./cashier";
import { listAccountCodes, listPaymentCodes, readCode } from "./codes";
import { PhoneTrouble } from "./trouble";
import { webViewOf } from "./web-view";

const fileOf = (name: string) => readFileSync(new URL(`./page/${name}`, import.meta.url), "utf8");
const scripts = new Map(
  ["main", "api", "chat", "panels", "payment", "web-view"].map((name) => [
    `/phone/${name}.js`,
    fileOf(`${name}.js`),
  ]),
);
const styles = ["base", "desk", "phone"].map((name) => fileOf(`${name}.css`)).join("");
const page = fileOf("page.html").replace("/* styles */", () => styles);

const FRESH = { "cache-control": "no-store" };
const HTML = { "content-type": "text/html; charset=utf-8", ...FRESH };
const SCRIPT = { "content-type": "text/javascript; charset=utf-8", ...FRESH };

interface Call {
  desk: Desk;
  phone: Phone;
  person: Person;
  /** A text of the body; refuses the call when it is missing. */
  text(name: string): string;
  fields: Record<string, unknown>;
}

const actions: Record<string, (call: Call) => unknown> = {
  scan,
  follow: ({ phone, person }) => phone.follow(person.openid),
  unfollow: ({ phone, person }) => phone.unfollow(person.openid),
  say: ({ phone, person, text }) => phone.say(person.openid, text("text")),
  settings: changeSettings,
  forget: ({ desk, person }) => webViewOf(desk)?.jarOf(person.openid).clear(),
  payment: ({ desk, phone, person, fields }) =>
    openBill(desk, phone, person.openid, { jsapi: textsOf(fields.jsapi) }),
  pay: ({ desk, phone, person, text }) => payBill(desk, phone, person.openid, text("outTradeNo")),
  cancel: ({ desk, person, text }) => cancelBill(desk, person.openid, text("outTradeNo")),
};

/**
 * The page that plays the phone and its endpoints: `GET /phone`, its scripts, `GET /phone/api/state?person=` and
 * `POST /phone/api/<action>` with `{ person, … }` as JSON. Null for every other path. A refusal answers
 * `{ message }` with words for the person.
 */
export async function phonePages(request: SimRequest, desk: Desk, phone: Phone): Promise<SimOutcome | null> {
  const { method, path } = request;
  if (path !== "/phone" && !path.startsWith("/phone/")) return null;
  if (method === "GET" && path === "/phone") return { status: 200, headers: HTML, body: page };
  const script = scripts.get(path);
  if (method === "GET" && script) return { status: 200, headers: SCRIPT, body: script };
  try {
    if (method === "GET" && path === "/phone/api/state")
      return json(stateOf(desk, request.query.get("person")));
    const action = actions[path.replace("/phone/api/", "")];
    if (method === "POST" && action) return json((await action(callOf(request, desk, phone))) ?? {});
    throw new PhoneTrouble(404, "没有这个页面。");
  } catch (error) {
    // What a phone refuses is said to the person; the words are WeChat's.
    const status = error instanceof PhoneTrouble ? error.status : 422;
    return json({ message: error instanceof Error ? error.message : String(error) }, status);
  }
}

const json = (body: unknown, status = 200): SimReply => ({ status, headers: FRESH, body });

function callOf(request: SimRequest, desk: Desk, phone: Phone): Call {
  // Other sites cannot send this type without being asked first, so no page of the web plays the phone.
  if (!request.headers.get("content-type")?.startsWith("application/json"))
    throw new PhoneTrouble(415, "请求必须是 JSON。");
  const body = jsonOf(request);
  if (typeof body !== "object" || body === null) throw new PhoneTrouble(400, "请求不是 JSON 对象。");
  const fields: Record<string, unknown> = { ...body };
  const text = (name: string) => {
    const value = fields[name];
    if (typeof value !== "string" || value.trim() === "") throw new PhoneTrouble(400, `缺少 ${name}。`);
    return value.trim();
  };
  const person = desk.people.get(text("person"));
  if (!person) throw new PhoneTrouble(404, "没有这个人。");
  return { desk, phone, person, text, fields };
}

function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null) throw new PhoneTrouble(400, "缺少支付参数。");
  // A number where WeChat wants text must not become right on its way.
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === "string"),
  );
}

async function scan({ desk, phone, person, text }: Call): Promise<unknown> {
  const code = readCode(desk, text("content"));
  if (code.kind === "payment")
    return {
      kind: "payment",
      bill: openBill(desk, phone, person.openid, code.by),
      returnUrl: code.returnUrl,
    };
  if (code.kind === "foreign") throw new PhoneTrouble(422, "这个码不属于本公众号，也不是本产品的网页。");
  if (code.kind === "account") await phone.scan(person.openid, code.url);
  return code.kind === "account" ? { kind: "chat" } : code;
}

function changeSettings({ person, fields }: Call): void {
  const { system, snapshot } = fields;
  if (system === "ios" || system === "android") person.system = system;
  if (typeof snapshot === "boolean") person.snapshot = snapshot;
}

function stateOf(desk: Desk, asked: string | null) {
  const people = [...desk.people.values()];
  const person = desk.people.get(asked ?? "") ?? people[0];
  return {
    now: desk.now(),
    /** Null while there is nothing that a web view could open. */
    webViewUrl: desk.console.appUrl === null ? null : (webViewOf(desk)?.url ?? null),
    people: people.map(({ chat: _, ...shown }) => shown),
    person: person?.openid ?? null,
    chat: person?.chat ?? [],
    accountCodes: listAccountCodes(desk),
    paymentCodes: listPaymentCodes(desk),
  };
}
