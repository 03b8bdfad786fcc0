import { sha256Hex } from "@/lib/platform/crypto";
import { consents, type Envelope, envelope } from "../types";
import type { AccountMessage } from "../words";

const SCENE_PREFIX = "qrscene_";
/** Longer event keys (addresses of menu links) would make keys that no index takes. */
const LONGEST_EVENT_KEY = 128;

type Content = AccountMessage["content"];

/** Their elements in our words; null when it is no message. */
export function messageOf(elements: Record<string, unknown>): AccountMessage | null {
  const parsed = envelope.safeParse(elements);
  if (!parsed.success) return null;
  const { data } = parsed;
  return {
    openid: data.FromUserName,
    account: data.ToUserName,
    sentAt: new Date(Number(data.CreateTime) * 1_000),
    dedupeKey: dedupeKeyOf(data),
    content: data.MsgType.toLowerCase() === "event" ? eventOf(data, elements) : saidIn(data),
  };
}

const saidIn = ({ MsgType, Content: text }: Envelope): Content =>
  MsgType.toLowerCase() === "text" && text !== undefined
    ? { kind: "text", text }
    : { kind: "other", name: MsgType };

/** Event names are compared without regard to case: `SCAN` has been seen as `scan`. */
function eventOf({ Event = "", EventKey: key = "" }: Envelope, elements: Record<string, unknown>): Content {
  switch (Event.toLowerCase()) {
    case "subscribe":
      // Only here the scene has a prefix; other keys come from other ways of following, a payment for instance.
      return {
        kind: "follow",
        scene: key.startsWith(SCENE_PREFIX) ? key.slice(SCENE_PREFIX.length) || null : null,
      };
    case "scan":
      return key ? { kind: "scan", scene: key } : { kind: "other", name: Event };
    case "unsubscribe":
      return { kind: "unfollow" };
    case "click":
      return { kind: "menu", key };
    case "subscribe_msg_popup_event":
      return consentIn(elements.SubscribeMsgPopupEvent, Event);
    case "subscribe_msg_change_event":
      return consentIn(elements.SubscribeMsgChangeEvent, Event);
    default:
      return { kind: "other", name: Event || "event" };
  }
}

function consentIn(element: unknown, name: string): Content {
  const parsed = consents.safeParse(element);
  if (!parsed.success) return { kind: "other", name };
  const changes = parsed.data.List.map((change) => ({
    templateId: change.TemplateId,
    accepted: change.SubscribeStatusString.toLowerCase() === "accept",
  }));
  return { kind: "subscription", changes };
}

/**
 * The vendor's advice is MsgId for messages and person with second for events; two different events may share a
 * second, so an event's name and key belong to it.
 */
function dedupeKeyOf({
  FromUserName,
  CreateTime,
  MsgType,
  MsgId,
  Event = "",
  EventKey = "",
}: Envelope): string {
  if (MsgType.toLowerCase() !== "event") return MsgId || [FromUserName, CreateTime, MsgType].join("|");
  const key = EventKey.length > LONGEST_EVENT_KEY ? sha256Hex(EventKey) : EventKey;
  return [FromUserName, CreateTime, Event.toLowerCase(), key].join("|");
}
