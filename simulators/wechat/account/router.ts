import { HANG, type SimOutcome, type SimReply, type SimRequest } from "@/simulators/kit/server";
import { takeFault } from "@/simulators/wechat/faults";
import type { World } from "@/simulators/wechat/world";
import { authorize } from "./authorize";
import { pageTicket, userInfo } from "./person";
import { createQr, showQr } from "./qr";
import { refuse } from "./refusals";
import { sendSubscription } from "./subscription";
import { classicToken, stableToken, tokenProblem } from "./tokens";
import { checkGrant, exchangeCode, refreshGrant, userOfGrant } from "./web-identity";

type Call = (world: World, request: SimRequest) => SimReply | Promise<SimReply>;

/** Calls that want no access token of the account. */
const open: Record<string, Call> = {
  "/cgi-bin/stable_token": stableToken,
  "/cgi-bin/token": classicToken,
  "/cgi-bin/showqrcode": showQr,
  "/connect/oauth2/authorize": authorize,
  "/sns/oauth2/access_token": exchangeCode,
  "/sns/oauth2/refresh_token": refreshGrant,
  "/sns/auth": checkGrant,
  "/sns/userinfo": userOfGrant,
};

const withToken: Record<string, Call> = {
  "/cgi-bin/qrcode/create": createQr,
  "/cgi-bin/user/info": userInfo,
  "/cgi-bin/ticket/getticket": pageTicket,
  "/cgi-bin/message/subscribe/bizsend": sendSubscription,
};

/** api.weixin.qq.com, mp.weixin.qq.com and open.weixin.qq.com; null for a path of somebody else. */
export async function answerAccount(world: World, request: SimRequest): Promise<SimOutcome | null> {
  const { path } = request;
  if (!/^\/(cgi-bin|sns|connect)\//.test(path)) return null;
  if (takeFault(world, "hang", [path])) return HANG;
  if (path.startsWith("/cgi-bin/") && takeFault(world, "quota_45009", [path])) return refuse(45009);
  const free = open[path];
  if (free) return free(world, request);
  const call = withToken[path];
  if (!call) return refuse(40066);
  const problem = tokenProblem(world, request);
  return problem ? refuse(problem) : call(world, request);
}
