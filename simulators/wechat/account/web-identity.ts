import { createHash } from "node:crypto";
import type { SimReply, SimRequest } from "@/simulators/kit/server";
import { alphanumeric } from "@/simulators/wechat/crypto/random";
import type { World } from "@/simulators/wechat/world";
import type { WebGrant } from "./books";
import { type ErrorCode, refuseAsText, sayAsText } from "./refusals";

const ACCESS_LIFE_S = 7_200;
const REFRESH_LIFE_MS = 30 * 86_400_000;

/** The openid of a snapshot visitor: it looks like one, and nothing else of WeChat's knows it. */
export const virtualOpenid = (world: World, openid: string): string =>
  `o${createHash("sha256").update(`${world.appid} ${openid}`).digest("base64url").replaceAll(/[-_]/g, "x").slice(0, 27)}`;

/** GET /sns/oauth2/access_token: a code for an openid, once, within five minutes. */
export function exchangeCode(world: World, request: SimRequest): SimReply {
  const { query } = request;
  const { books } = world;
  const problem = appProblem(world, query) ?? (query.get("secret") ? null : 41004);
  if (problem) return refuseAsText(problem);
  if (query.get("secret") !== world.secret) return refuseAsText(40125);
  if (!query.get("code")) return refuseAsText(41008);
  if (query.get("grant_type") !== "authorization_code") return refuseAsText(40002);
  const code = books.codes.get(query.get("code") ?? "");
  if (!code) return refuseAsText(40029);
  if (code.isUsed) return refuseAsText(40163);
  if (code.expiresAt <= world.now().getTime()) return refuseAsText(42003);
  code.isUsed = true;
  const now = world.now().getTime();
  const grant: WebGrant = {
    openid: code.openid,
    scope: code.scope,
    isSnapshot: code.isSnapshot,
    accessToken: `70_${alphanumeric(86)}`,
    accessUntil: now + ACCESS_LIFE_S * 1000,
    refreshUntil: now + REFRESH_LIFE_MS,
  };
  const refreshToken = `70_${alphanumeric(86)}`;
  books.grants.set(refreshToken, grant);
  return answerGrant(grant, refreshToken);
}

/** GET /sns/oauth2/refresh_token */
export function refreshGrant(world: World, request: SimRequest): SimReply {
  const { query } = request;
  const problem = appProblem(world, query);
  if (problem) return refuseAsText(problem);
  if (query.get("grant_type") !== "refresh_token") return refuseAsText(40002);
  const refreshToken = query.get("refresh_token") ?? "";
  const grant = world.books.grants.get(refreshToken);
  const now = world.now().getTime();
  if (!grant) return refuseAsText(40030);
  if (grant.refreshUntil <= now) return refuseAsText(42002);
  if (grant.accessUntil <= now) grant.accessToken = `70_${alphanumeric(86)}`;
  grant.accessUntil = now + ACCESS_LIFE_S * 1000;
  return answerGrant(grant, refreshToken);
}

/** GET /sns/auth */
export function checkGrant(world: World, request: SimRequest): SimReply {
  const found = grantOf(world, request);
  return "refusal" in found ? refuseAsText(found.refusal) : sayAsText({ errcode: 0, errmsg: "ok" });
}

/** GET /sns/userinfo: name and picture of who agreed to tell them. */
export function userOfGrant(world: World, request: SimRequest): SimReply {
  const found = grantOf(world, request);
  if ("refusal" in found) return refuseAsText(found.refusal);
  if (found.grant.scope !== "snsapi_userinfo") return refuseAsText(48001);
  const person = world.people.get(found.grant.openid);
  return sayAsText({
    openid: found.grant.openid,
    nickname: person && !found.grant.isSnapshot ? person.name : "微信用户",
    sex: 0,
    province: "",
    city: "",
    country: "",
    headimgurl: "",
    privilege: [],
  });
}

const appProblem = (world: World, query: URLSearchParams): ErrorCode | null => {
  if (!query.get("appid")) return 41002;
  return query.get("appid") === world.appid ? null : 40013;
};

function grantOf(world: World, { query }: SimRequest): { grant: WebGrant } | { refusal: ErrorCode } {
  const token = query.get("access_token");
  if (!token) return { refusal: 41001 };
  const grant = [...world.books.grants.values()].find((one) => one.accessToken === token);
  if (!grant) return { refusal: 40001 };
  if (grant.accessUntil <= world.now().getTime()) return { refusal: 42001 };
  return grant.openid === query.get("openid") ? { grant } : { refusal: 40003 };
}

const answerGrant = (grant: WebGrant, refreshToken: string): SimReply =>
  sayAsText({
    access_token: grant.accessToken,
    expires_in: ACCESS_LIFE_S,
    refresh_token: refreshToken,
    openid: grant.openid,
    scope: grant.scope,
    ...(grant.isSnapshot ? { is_snapshotuser: 1 } : {}),
  });
