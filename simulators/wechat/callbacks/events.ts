import { consentKey } from "@/simulators/wechat/account/books";
import { encryptMessage, sortedDigest } from "@/simulators/wechat/crypto/messages";
import { digits } from "@/simulators/wechat/crypto/random";
import type { Person } from "@/simulators/wechat/desk";
import { addToChat } from "@/simulators/wechat/people";
import { recordDelivery, type World } from "@/simulators/wechat/world";
import { type Answer, readAnswer } from "./answers";
import { ask, REPLY_WITHIN_MS } from "./post";
import { document, element } from "./xml";

const RETRIES = 3;
export const ACCOUNT_IS_DOWN = "该公众号提供的服务出现故障，请稍后再试";

interface Message {
  /** The event's name, or the type of the message. */
  about: string;
  /** XML after the four common elements. */
  elements: string;
  /** Whether an answer is shown; who has left sees nothing. */
  showsAnswer: boolean;
}

/** Posts a message to the console's address, again while nobody answers, and puts the answer into the chat. */
async function tell(world: World, person: Person, type: string, message: Message): Promise<void> {
  if (world.console.eventsUrl === null) return;
  const xml = commonPart(world, person, type) + message.elements;
  const answer = await deliver(world, person, { ...message, elements: xml });
  if (!message.showsAnswer || answer.kind === "none") return;
  const line =
    answer.kind === "text"
      ? ({ from: "account", text: answer.text } as const)
      : ({ from: "wechat", text: ACCOUNT_IS_DOWN } as const);
  addToChat(person, { at: world.now(), ...line });
}

function commonPart(world: World, person: Person, type: string): string {
  const { lastMessageAt } = world.books;
  // The official key of an event is the person and the second, so that no two of one person share one.
  const at = Math.max(Math.floor(world.now().getTime() / 1000), (lastMessageAt.get(person.openid) ?? 0) + 1);
  lastMessageAt.set(person.openid, at);
  return (
    element("ToUserName", world.account) +
    element("FromUserName", person.openid) +
    element("CreateTime", at) +
    element("MsgType", type)
  );
}

async function deliver(world: World, person: Person, message: Message): Promise<Answer> {
  for (let attempt = 0; attempt <= RETRIES && !world.stopped.signal.aborted; attempt += 1) {
    const url = world.console.eventsUrl;
    if (url === null) return { kind: "none" };
    const { status, body } = await ask(world, post(world, person, url, message.elements));
    const answer: Answer = status === 200 ? readAnswer(world, person, body) : { kind: "malformed" };
    const accepted = answer.kind !== "malformed";
    recordDelivery(world, { kind: "event", about: message.about, id: "", status, accepted, faults: [] });
    // Who answers at all is not asked again, except after a breakdown.
    if (status > 0 && status < 500) return answer;
    if (status >= 500 && attempt < RETRIES) await world.timetable.wait(REPLY_WITHIN_MS);
  }
  return { kind: "malformed" };
}

/** The request in the console's mode, with a fresh timestamp, nonce and encryption. */
function post(world: World, person: Person, address: string, elements: string) {
  const { messageMode } = world.console;
  const clear = document(elements);
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), digits(10)];
  const url = new URL(address);
  const add = (name: string, value: string) => url.searchParams.append(name, value);
  add("signature", sortedDigest(world.token, timestamp, nonce));
  add("timestamp", timestamp);
  add("nonce", nonce);
  add("openid", person.openid);
  const headers = { "content-type": "text/xml", "user-agent": "Mozilla/4.0" };
  if (messageMode === "plain") return { url: url.href, headers, body: clear };
  const encrypted = encryptMessage(clear, world);
  add("encrypt_type", "aes");
  add("msg_signature", sortedDigest(world.token, timestamp, nonce, encrypted));
  const envelope = element("Encrypt", encrypted);
  const shown = messageMode === "secure" ? element("ToUserName", world.account) : elements;
  return { url: url.href, headers, body: document(shown + envelope) };
}

const event = (name: string, ...elements: string[]): Message => ({
  about: name,
  elements: element("Event", name) + elements.join(""),
  showsAnswer: name === "subscribe" || name === "SCAN",
});

/** Somebody follows; with the scene and the ticket of the code that brought them. */
export const tellFollow = (world: World, person: Person, by?: { scene: string; ticket: string }) =>
  tell(
    world,
    person,
    "event",
    by
      ? event("subscribe", element("EventKey", `qrscene_${by.scene}`), element("Ticket", by.ticket))
      : event("subscribe", element("EventKey", "")),
  );

export const tellScan = (world: World, person: Person, by: { scene: string; ticket: string }) =>
  tell(world, person, "event", event("SCAN", element("EventKey", by.scene), element("Ticket", by.ticket)));

export const tellUnfollow = (world: World, person: Person) =>
  tell(world, person, "event", event("unsubscribe", element("EventKey", "")));

export const tellText = (world: World, person: Person, text: string) =>
  tell(world, person, "text", {
    about: "text",
    elements: element("Content", text) + `<MsgId>2${digits(18)}</MsgId>`,
    showsAnswer: true,
  });

const list = (name: string, templateId: string, ...elements: string[]): string =>
  `<${name}><List>${element("TemplateId", templateId)}${elements.join("")}</List></${name}>`;

/** The person accepts or refuses notices of a template; each acceptance is good for one. */
export async function decideSubscription(
  world: World,
  person: Person,
  decision: { templateId: string; accepted: boolean },
): Promise<void> {
  const { templateId, accepted } = decision;
  const { consents } = world.books;
  const key = consentKey(person.openid, templateId);
  if (accepted) consents.set(key, (consents.get(key) ?? 0) + 1);
  const status = element("SubscribeStatusString", accepted ? "accept" : "reject");
  const detail = list("SubscribeMsgPopupEvent", templateId, status, element("PopupScene", "1"));
  await tell(world, person, "event", event("subscribe_msg_popup_event", detail));
}

export function tellSubscriptionSent(world: World, person: Person, templateId: string): void {
  const detail = list(
    "SubscribeMsgSentEvent",
    templateId,
    element("MsgID", `1${digits(18)}`),
    element("ErrorCode", "0"),
    element("ErrorStatus", "success"),
  );
  world.timetable.after(
    0,
    () => void tell(world, person, "event", event("subscribe_msg_sent_event", detail)),
  );
}

/** The check of the address when it is saved in the console: whether the server gives `echostr` back. */
export async function verifyEventsUrl(world: World): Promise<boolean> {
  if (world.console.eventsUrl === null) return false;
  const url = new URL(world.console.eventsUrl);
  const [timestamp, nonce, echo] = [String(Math.floor(Date.now() / 1000)), digits(10), digits(19)];
  url.searchParams.append("signature", sortedDigest(world.token, timestamp, nonce));
  url.searchParams.append("echostr", echo);
  url.searchParams.append("timestamp", timestamp);
  url.searchParams.append("nonce", nonce);
  const { status, body } = await ask(world, { url: url.href, headers: {} });
  return status === 200 && body === echo;
}
