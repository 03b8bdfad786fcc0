import { jsonOf, type SimReply, type SimRequest } from "@/simulators/kit/server";
import { decideSubscription, verifyEventsUrl } from "./callbacks/events";
import { personOf } from "./callbacks/phone";
import type { Console, Phone } from "./desk";
import { faultOf } from "./faults";
import { currentOrder } from "./pay/order-state";
import { addPerson, PhoneRefusal } from "./people";
import type { World } from "./world";

type Values = Record<string, unknown>;

class ControlError extends Error {
  override readonly name = "ControlError";
}

/** `/__control`, `/__setup`, `/__desk` and `/__phone`, for other processes; null for another path. */
export async function answerControl(
  world: World,
  request: SimRequest,
  phone: Phone,
): Promise<SimReply | null> {
  const { path, method } = request;
  if (method === "GET" && path === "/__setup") return { status: 200, body: setupOf(world, request.origin) };
  if (method === "GET" && path === "/__desk") return { status: 200, body: deskOf(world) };
  if (method !== "POST" || (path !== "/__control" && path !== "/__phone")) return null;
  // Tools send no origin: a page of the web must not play the phone behind somebody's back.
  if (request.headers.has("origin")) return { status: 403, body: { ok: false, message: "not for pages" } };
  try {
    const json = jsonOf(request);
    if (typeof json !== "object" || json === null) throw new ControlError("the body must be a JSON object");
    const act = path === "/__control" ? control : play;
    return { status: 200, body: { ok: true, ...(await act(world, json as Values, phone)) } };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { status: error instanceof PhoneRefusal ? 409 : 400, body: { ok: false, message } };
  }
}

/** The variables with which a server of ours talks to this WeChat. */
const setupOf = (world: World, origin: string): Record<string, string> => ({
  WECHAT_APP_ID: world.appid,
  WECHAT_APP_SECRET: world.secret,
  WECHAT_TOKEN: world.token,
  WECHAT_AES_KEY: world.aesKey,
  WECHAT_MESSAGE_MODE: world.console.messageMode,
  WECHAT_API_BASE: origin,
  WECHAT_OPEN_BASE: origin,
  WECHAT_TEMPLATE_GENERATION: `${"generation".padEnd(43, "_")}:thing1,thing2,time3`,
  WECHAT_TEMPLATE_ORDER: `${"order".padEnd(43, "_")}:thing1,thing2,time3`,
  WECHAT_PAY_MCH_ID: world.mchid,
  WECHAT_PAY_SERIAL: world.merchantSerial,
  WECHAT_PAY_PRIVATE_KEY: world.merchantPrivateKey,
  WECHAT_PAY_API_V3_KEY: world.apiV3Key,
  WECHAT_PAY_PUBLIC_KEY_ID: world.publicKeyId,
  WECHAT_PAY_PUBLIC_KEY: world.platformPublicKey,
  WECHAT_PAY_BASE: origin,
});

/** Everything that an audit compares with the product's books. No secrets. */
function deskOf(world: World) {
  for (const outTradeNo of world.orders.keys()) currentOrder(world, outTradeNo);
  return {
    now: world.now(),
    appid: world.appid,
    mchid: world.mchid,
    console: world.console,
    people: [...world.people.values()],
    orders: [...world.orders.values()],
    refunds: [...world.orders.values()].flatMap(({ refunds }) => refunds),
    tickets: [...world.tickets.values()],
    faults: world.faults,
    counters: world.counters,
    deliveries: world.deliveries,
  };
}

const nullableUrl = (value: unknown): boolean =>
  value === null || (typeof value === "string" && URL.canParse(value));

const consoleChecks: { [Name in keyof Console]: (value: unknown) => boolean } = {
  eventsUrl: nullableUrl,
  appUrl: nullableUrl,
  oauthHost: (value) => value === null || (typeof value === "string" && /^[\w.-]+(:\d+)?$/.test(value)),
  messageMode: (value) => value === "plain" || value === "compatible" || value === "secure",
  signWith: (value) => value === "public-key" || value === "certificate",
};

/** What the consoles say from now on; throws for a value that they would not take. */
export function setConsole(world: World, values: Partial<Console>): void {
  for (const [name, value] of Object.entries(values))
    if (!Object.hasOwn(consoleChecks, name) || !consoleChecks[name as keyof Console](value))
      throw new ControlError(`the console has no "${name}" like this`);
  Object.assign(world.console, values);
}

async function control(world: World, { set, ...values }: Values): Promise<Values> {
  switch (set) {
    case "console":
      setConsole(world, values);
      return { console: world.console };
    case "fault":
      world.faults.push(faultOf(values));
      return { faults: world.faults };
    case "clear":
      world.faults.splice(0);
      return {};
    case "clock":
      if (typeof values.advanceMs !== "number" || !(values.advanceMs >= 0))
        throw new ControlError("advanceMs must be a number, at least 0");
      world.advance(values.advanceMs);
      return { now: world.now() };
    case "person":
      return { person: addPerson(world.people, values) };
    case "verify":
      return { verified: await verifyEventsUrl(world) };
    default:
      throw new ControlError('set must be "console", "fault", "clear", "clock", "person" or "verify"');
  }
}

/** One act on a phone. `person` is an openid or a name. */
async function play(world: World, values: Values, phone: Phone): Promise<Values> {
  const text = (name: string): string => {
    const value = values[name];
    if (typeof value === "string") return value;
    throw new ControlError(`${name} must be a text`);
  };
  const named = [...world.people.values()].find(({ name }) => name === values.person);
  const person = named ?? personOf(world, text("person"));
  const { openid } = person;
  switch (values.do) {
    case "scan":
      await phone.scan(openid, text("url"));
      break;
    case "follow":
      await phone.follow(openid);
      break;
    case "unfollow":
      await phone.unfollow(openid);
      break;
    case "say":
      await phone.say(openid, text("text"));
      break;
    case "accept":
    case "reject":
      await decideSubscription(world, person, {
        templateId: text("template"),
        accepted: values.do === "accept",
      });
      break;
    case "open":
      return { order: phone.openPayment(openid, paymentOf(values)) };
    case "pay": {
      const isOpen = values.outTradeNo !== undefined;
      const outTradeNo = isOpen
        ? text("outTradeNo")
        : phone.openPayment(openid, paymentOf(values)).outTradeNo;
      await phone.pay(openid, outTradeNo);
      return { order: world.orders.get(outTradeNo) };
    }
    default:
      throw new ControlError(
        'do must be "scan", "follow", "unfollow", "say", "accept", "reject", "open" or "pay"',
      );
  }
  return { person };
}

function paymentOf({ jsapi, codeUrl, h5Url }: Values): Parameters<Phone["openPayment"]>[1] {
  if (typeof codeUrl === "string") return { codeUrl };
  if (typeof h5Url === "string") return { h5Url };
  if (typeof jsapi === "object" && jsapi !== null) return { jsapi: jsapi as Record<string, string> };
  throw new ControlError("one of jsapi, codeUrl, h5Url is needed");
}
