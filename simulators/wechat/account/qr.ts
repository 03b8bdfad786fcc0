import sharp from "sharp";
import { renderSVG } from "uqr";
import { jsonOf, type SimReply, type SimRequest } from "@/simulators/kit/server";
import { alphanumeric } from "@/simulators/wechat/crypto/random";
import type { World } from "@/simulators/wechat/world";
import { refuse, say } from "./refusals";

const LONGEST_LIFE_S = 30 * 86_400;
const DEFAULT_LIFE_S = 60;
const LONGEST_SCENE = 64;
const MOST_SCENE_ID = 2 ** 32 - 1;
const MOST_LASTING_SCENE_ID = 100_000;
/** Codes without an end, in the terms of a date. */
const LASTING_MS = 100 * 365 * 86_400_000;
const SIDE_PX = 430;

type Fields = Record<string, unknown>;

const fieldsOf = (value: unknown, allowed: readonly string[]): Fields | null => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  return Object.keys(value).every((key) => allowed.includes(key)) ? (value as Fields) : null;
};

const isWhole = (value: unknown, max: number): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= max;

/** POST /cgi-bin/qrcode/create */
export function createQr(world: World, request: SimRequest): SimReply {
  if (request.method !== "POST") return refuse(43002);
  const json = jsonOf(request);
  if (json === undefined) return refuse(47001);
  const order = fieldsOf(json, ["expire_seconds", "action_name", "action_info"]);
  const info = fieldsOf(order?.action_info, ["scene"]);
  if (!order || !info) return refuse(40097);
  const isLasting = order.action_name === "QR_LIMIT_SCENE" || order.action_name === "QR_LIMIT_STR_SCENE";
  const scene = sceneOf(String(order.action_name), info.scene);
  const lifeS = order.expire_seconds ?? DEFAULT_LIFE_S;
  if (scene === null || (!isLasting && !isWhole(lifeS, LONGEST_LIFE_S))) return refuse(40097);
  const ticket = `gQ${alphanumeric(94)}==`;
  const url = `http://weixin.qq.com/q/${alphanumeric(22)}`;
  const lifeMs = isLasting ? LASTING_MS : Number(lifeS) * 1000;
  world.tickets.set(ticket, { ticket, url, scene, expiresAt: new Date(world.now().getTime() + lifeMs) });
  return say({ ticket, ...(isLasting ? {} : { expire_seconds: lifeS }), url });
}

function sceneOf(action: string, value: unknown): string | null {
  switch (action) {
    case "QR_STR_SCENE":
    case "QR_LIMIT_STR_SCENE": {
      const text = fieldsOf(value, ["scene_str"])?.scene_str;
      return typeof text === "string" && text.length >= 1 && text.length <= LONGEST_SCENE ? text : null;
    }
    case "QR_SCENE":
    case "QR_LIMIT_SCENE": {
      const id = fieldsOf(value, ["scene_id"])?.scene_id;
      return isWhole(id, action === "QR_SCENE" ? MOST_SCENE_ID : MOST_LASTING_SCENE_ID) ? String(id) : null;
    }
    default:
      return null;
  }
}

/** GET /cgi-bin/showqrcode: the picture of a ticket, without an access token. */
export async function showQr(world: World, request: SimRequest): Promise<SimReply> {
  const ticket = world.tickets.get(request.query.get("ticket") ?? "");
  if (!ticket || ticket.expiresAt <= world.now()) return { status: 404, body: "" };
  const svg = Buffer.from(renderSVG(ticket.url));
  const body = await sharp(svg).resize(SIDE_PX, SIDE_PX, { kernel: "nearest" }).jpeg().toBuffer();
  return { status: 200, headers: { "content-type": "image/jpeg" }, body };
}
