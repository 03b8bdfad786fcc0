import { decryptMessage, sameText, sortedDigest } from "@/simulators/wechat/crypto/messages";
import type { Person } from "@/simulators/wechat/desk";
import type { World } from "@/simulators/wechat/world";
import { readDocument } from "./xml";

const LONGEST_TEXT_BYTES = 2_048;
const ENVELOPE = ["Encrypt", "MsgSignature", "TimeStamp", "Nonce"];
const TEXT = ["ToUserName", "FromUserName", "CreateTime", "MsgType", "Content"];

/** What the server's answer to a message or an event says: a text for the chat, nothing, or nonsense. */
export type Answer = { kind: "none" } | { kind: "text"; text: string } | { kind: "malformed" };

const malformed: Answer = { kind: "malformed" };

/** Reads an answer as strictly as WeChat: encrypted and signed in secure mode, to the person, from the account. */
export function readAnswer(world: World, person: Person, body: string): Answer {
  if (body === "" || body === "success") return { kind: "none" };
  const outer = readDocument(body);
  if (!outer) return malformed;
  const { messageMode } = world.console;
  if (!outer.has("Encrypt")) return messageMode === "secure" ? malformed : readText(world, person, outer);
  const clear = messageMode === "plain" ? null : openEnvelope(world, outer);
  const inner = clear === null ? null : readDocument(clear);
  return inner ? readText(world, person, inner) : malformed;
}

function openEnvelope(world: World, outer: Map<string, string>): string | null {
  const [encrypted = "", signature = "", timestamp = "", nonce = ""] = ENVELOPE.map((name) =>
    outer.get(name),
  );
  const digest = sortedDigest(world.token, timestamp, nonce, encrypted);
  if (outer.size !== ENVELOPE.length || !/^\d+$/.test(timestamp) || !sameText(digest, signature)) return null;
  try {
    return decryptMessage(encrypted, world);
  } catch {
    return null;
  }
}

function readText(world: World, person: Person, fields: Map<string, string>): Answer {
  const text = fields.get("Content") ?? "";
  const isText =
    fields.size === TEXT.length &&
    fields.get("MsgType") === "text" &&
    fields.get("ToUserName") === person.openid &&
    fields.get("FromUserName") === world.account &&
    /^\d{10}$/.test(fields.get("CreateTime") ?? "") &&
    text !== "" &&
    Buffer.byteLength(text) <= LONGEST_TEXT_BYTES;
  return isText ? { kind: "text", text } : malformed;
}
