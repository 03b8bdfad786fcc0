import type { SimReply, SimRequest } from "@/simulators/kit/server";
import { alphanumeric } from "@/simulators/wechat/crypto/random";
import type { World } from "@/simulators/wechat/world";
import { refuse, say } from "./refusals";

const TICKET_LIFE_S = 7_200;

/** GET /cgi-bin/user/info: whether somebody follows; names and pictures are no longer told. */
export function userInfo(world: World, request: SimRequest): SimReply {
  const openid = request.query.get("openid") ?? "";
  const person = world.people.get(openid);
  if (!person) return refuse(40003);
  if (!person.follows) return say({ subscribe: 0, openid });
  const how = world.books.follows.get(openid);
  return say({
    subscribe: 1,
    openid,
    nickname: "",
    sex: 0,
    language: "zh_CN",
    city: "",
    province: "",
    country: "",
    headimgurl: "",
    subscribe_time: Math.floor((how?.at ?? world.now()).getTime() / 1000),
    remark: "",
    groupid: 0,
    tagid_list: [],
    subscribe_scene: how?.scene ? "ADD_SCENE_QR_CODE" : "ADD_SCENE_SEARCH",
    qr_scene: 0,
    qr_scene_str: how?.scene ?? "",
  });
}

/** GET /cgi-bin/ticket/getticket?type=jsapi: the same ticket until it ends. */
export function pageTicket(world: World, request: SimRequest): SimReply {
  if (request.query.get("type") !== "jsapi") return refuse(40097);
  const now = world.now().getTime();
  const { books } = world;
  if (!books.pageTicket || books.pageTicket.until <= now) {
    books.pageTicket = { value: alphanumeric(86), until: now + TICKET_LIFE_S * 1000 };
    world.counters.pageTickets += 1;
  }
  const { value, until } = books.pageTicket;
  return say({ errcode: 0, errmsg: "ok", ticket: value, expires_in: Math.floor((until - now) / 1000) });
}
