import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { isPaid, isPayable, OWN_QUERY_MS } from "@/lib/orders/rules";
import type { OrderView, PaymentView } from "@/lib/orders/schema";
import type { Buyer } from "./buyers";
import { giveBack } from "./give-back";
import { type Place, type Plan, pick } from "./plan";
import type { Played, Shop } from "./played";
import { type Counter, counterFor } from "./shop";
import type { PhoneAnswer } from "./wechat";

interface Telling extends Played {
  shop: Shop;
  buyer: Buyer;
  counter: Counter;
}

/** How long a person looks at the page that says that the payment is being confirmed. */
const LOOKS_FOR_MS = 180_000;

/** Plays one history; null when its person may not order now. */
export async function playHistory(shop: Shop, plan: Plan): Promise<Played | null> {
  const buyer = shop.buyers[plan.number % shop.buyers.length];
  if (!buyer) throw new Error("there is nobody to order");
  const counter = counterFor(shop.stack, buyer);
  const order = await counter.order(plan);
  if (!order) return null;
  const played: Played = {
    ...{ plan, orderId: order.id, userId: buyer.id, paidOnPhone: false, untold: false },
    ...{ refunds: [], refusals: [], problems: [] },
  };
  const telling: Telling = Object.assign(played, { shop, buyer, counter });
  try {
    await tell(telling, order);
  } catch (error) {
    played.problems.push(`${order.id} (${plan.course}): ${error instanceof Error ? error.message : error}`);
  }
  return played;
}

async function tell(telling: Telling, order: OrderView): Promise<void> {
  const { plan, counter, shop } = telling;
  await setFaults(telling, "prepay");
  if (plan.course === "given up" && randomInt(4) === 0) return void (await counter.giveUp(order.id));
  const payment = await counter.pay(order.id);
  if (!payment || !hasWay(payment)) return;
  for (const place of ["question", "close", "notice"] as const) await setFaults(telling, place);
  // The sheet is open; what follows happens on it or beside it.
  const payer = plan.tradeType === "jsapi" ? telling.buyer : pick(shop.buyers);
  const opened = await shop.wechat.phone({ do: "open", person: payer.openid, ...wayOf(payment) });
  if (!opened.done) return void telling.refusals.push(opened.words);
  await follow(telling, order, payer);
  if (!telling.paidOnPhone || telling.untold) return;
  const served = await untilServed(telling);
  if (served) await giveBack(telling, served);
}

const hasWay = ({ jsapi, codeUrl, h5Url }: PaymentView) =>
  jsapi !== null || codeUrl !== null || h5Url !== null;

const wayOf = ({ jsapi, codeUrl, h5Url }: PaymentView) =>
  jsapi ? { jsapi } : codeUrl ? { codeUrl } : { h5Url };

/** What of WeChat's a fault is found by; a number alone is what comes next. */
const matchOf: Record<Place, (id: string) => string> = {
  prepay: (id) => id,
  question: (id) => `out-trade-no/${id}`,
  close: (id) => `${id}/close`,
  notice: (id) => id,
  refund: (id) => id,
};

async function setFaults({ plan, orderId, shop }: Telling, place: Place): Promise<void> {
  for (const { name, times, argument } of plan.faults.filter((fault) => fault.place === place))
    await shop.wechat.fault(name, matchOf[place](orderId), {
      ...(times === undefined ? {} : { times }),
      ...(argument === undefined ? {} : { argument }),
    });
}

async function follow(telling: Telling, order: OrderView, payer: Buyer): Promise<void> {
  const { plan, counter, shop, orderId } = telling;
  const pay = async (): Promise<PhoneAnswer> => {
    const answer = await shop.wechat.phone({ do: "pay", person: payer.openid, outTradeNo: orderId });
    if (answer.done) telling.paidOnPhone = true;
    else telling.refusals.push(answer.words);
    return answer;
  };
  switch (plan.course) {
    case "never paid":
      return;
    case "paid soon":
      await wait(randomInt(0, 4_000));
      return void (await pay());
    case "paid twice": {
      await wait(randomInt(0, 2_000));
      const both = await Promise.all([pay(), pay()]);
      if (both.filter((one) => one.done).length > 1) telling.problems.push(`${orderId} was paid twice`);
      return;
    }
    case "paid late":
      // The page asks for a while, which spends the quick questions, and is left before anything was paid.
      for (let n = 0; plan.asks && n < 5; n += 1)
        await counter.look(orderId, true).then(() => wait(OWN_QUERY_MS + 100));
      await untilMoment(momentOf(order));
      return void (await pay());
    case "given up":
      await wait(randomInt(0, 4_000));
      return void (await counter.giveUp(orderId));
    case "given up while paying":
      await wait(randomInt(0, 3_000));
      return void (await Promise.all([counter.giveUp(orderId), wait(randomInt(0, 30)).then(pay)]));
    case "given up after paying":
      await wait(randomInt(0, 2_000));
      await pay();
      return void (await counter.giveUp(orderId));
    case "paid after closing":
    case "paid after closing, nobody told":
    case "paid after expiring":
      return payAfterTheEnd(telling, order, pay);
  }
}

/** Near the end of an order's life, or anywhere in it. */
function momentOf({ expiresAt }: OrderView): number {
  const end = Date.parse(expiresAt);
  if (randomInt(2) === 0) return end - randomInt(-500, 8_000);
  return Date.now() + randomInt(0, Math.max(1, end - Date.now()));
}

const untilMoment = (ms: number): Promise<void> => wait(Math.max(0, ms - Date.now()));

/** WeChat Pay takes the money although the order was closed: it happens when both come at once there. */
async function payAfterTheEnd(
  telling: Telling,
  order: OrderView,
  pay: () => Promise<PhoneAnswer>,
): Promise<void> {
  const { plan, counter, shop, orderId } = telling;
  if (plan.course === "paid after expiring") {
    await untilMoment(Date.parse(order.expiresAt));
    if (!(await untilView(telling, (view) => !isPayable(view.status), false))) return;
  } else await counter.giveUp(orderId);
  await shop.wechat.fault("pay_after_close", orderId);
  telling.untold = plan.course === "paid after closing, nobody told";
  await pay();
}

/** The order when its person has what they paid for; records a broken promise when that takes too long. */
async function untilServed(telling: Telling): Promise<OrderView | null> {
  const served = await untilView(
    telling,
    ({ status }) => isPaid(status) && status !== "paid",
    telling.plan.asks,
  );
  if (!served) telling.problems.push(`${telling.orderId} (${telling.plan.course}) was paid and never served`);
  return served;
}

async function untilView(
  { counter, orderId }: Telling,
  is: (view: OrderView) => boolean,
  asks: boolean,
): Promise<OrderView | null> {
  const until = Date.now() + LOOKS_FOR_MS;
  while (Date.now() < until) {
    const view = await counter.look(orderId, asks);
    if (is(view)) return view;
    await wait(1_500);
  }
  return null;
}
