import { type SimOutcome, type SimRequest, type Simulator, startSimulator } from "@/simulators/kit/server";
import { answerAccount } from "./account/router";
import { createPhone } from "./callbacks/phone";
import { answerControl, setConsole } from "./control";
import type { Console, Desk, Phone } from "./desk";
import { answerH5Page } from "./pay/h5-page";
import { answerPay } from "./pay/router";
import { phonePages } from "./phone/pages";
import { type Counters, createWorld, type Delivery, type PrivateKeys, type World } from "./world";

export interface WechatSimulator extends Simulator {
  desk: Desk;
  phone: Phone;
  console(values: Partial<Console>): void;
  /** What WeChat has tried to hand over, oldest first. */
  deliveries: readonly Delivery[];
  counters: Readonly<Counters>;
  /** Moves WeChat's clock; what it waits for comes nearer. */
  advance(ms: number): void;
}

/**
 * api.weixin.qq.com, mp.weixin.qq.com, open.weixin.qq.com, api.mch.weixin.qq.com and wx.tenpay.com on one loopback
 * server, with keys, numbers and secrets that are new at every start. `speed` divides every wait of WeChat's.
 */
export async function startWechatSimulator({
  port,
  speed = 1,
  keys,
}: {
  port?: number;
  speed?: number;
  /** Keys that were made before: tests that start many simulators have no time for new ones. */
  keys?: PrivateKeys;
} = {}): Promise<WechatSimulator> {
  const world = await createWorld(speed, keys);
  const phone = createPhone(world);
  const simulator = await startSimulator({
    name: "wechat",
    ...(port === undefined ? {} : { port }),
    handle: (request) => handle(world, request, phone),
  });
  return {
    ...simulator,
    desk: world,
    phone,
    console: (values) => setConsole(world, values),
    deliveries: world.deliveries,
    counters: world.counters,
    advance: world.advance,
    close: async () => {
      world.stopped.abort();
      world.timetable.clear();
      await simulator.close();
    },
  };
}

const handle = async (world: World, request: SimRequest, phone: Phone): Promise<SimOutcome> =>
  (await answerControl(world, request, phone)) ??
  (await phonePages(request, world, phone)) ??
  (await answerH5Page(world, request, phone)) ??
  (await answerAccount(world, request)) ??
  answerPay(world, request) ?? { status: 404, headers: { "content-type": "text/plain" }, body: "404" };
