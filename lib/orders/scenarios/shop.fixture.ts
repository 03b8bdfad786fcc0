import { eq } from "drizzle-orm";
import { vi } from "vitest";
import { db } from "@/db/client";
import { orders, wechatIdentities } from "@/db/schema";
import { jobActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { getBalance } from "@/lib/credits/read";
import type { Ctx, UserActor } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { forget } from "@/lib/platform/process/singleton";
import { startWechatSimulator, type WechatSimulator } from "@/simulators/wechat/server";
import { acceptPayNotice } from "../callbacks/accept-notice";
import { heedPayNotice } from "../callbacks/heed-notice";
import { readPayNotice } from "../callbacks/read-notice";
import { createOrder } from "../create";
import { ensureProducts } from "../ensure-products";
import { payOrder } from "../pay";
import type { OrderView, PaymentView } from "../schema";

export interface Shop {
  wechat: WechatSimulator;
  /** A person with WeChat, and the openid with which they pay. */
  person(): Promise<Buyer>;
  /** Refuses callbacks from now on, as a process that is down does; they are tried again by WeChat's table. */
  answerCallbacks(answer: boolean): void;
  /** What came, and what was answered. */
  callbacks: { path: string; status: number; raw: Buffer; headers: Headers }[];
  /** Where callbacks are sent. */
  doorUrl: string;
  fault(name: string, parts?: { match?: string; times?: number; argument?: string }): void;
  close(): Promise<void>;
}

export interface Buyer {
  userId: string;
  openid: string;
  ctx(now?: Date): Ctx<UserActor>;
  buy(sku: string, priceFen: number, tradeType?: "jsapi" | "native"): Promise<OrderView>;
  /** Creates, prepays and returns what is needed to pay. */
  prepay(sku: string, priceFen: number, tradeType?: "jsapi" | "native"): Promise<PaymentView>;
  /** The person confirms on their phone. */
  confirm(payment: PaymentView): Promise<void>;
  available(): Promise<number>;
}

export const job = (now?: Date) => testContext(jobActor(), now ?? new Date());

/**
 * A shop with the simulated WeChat Pay: real HTTP in both directions, with this process's own callback door in front
 * of the verbs, or `route` where the product's own is wanted.
 */
export async function openShop(route?: (request: Request) => Promise<Response>): Promise<Shop> {
  const wechat = await startWechatSimulator({ speed: 50 });
  const door = await openDoor(route);
  const setup = (await (await fetch(`${wechat.url}/__setup`)).json()) as Record<string, string>;
  for (const [name, value] of Object.entries({ ...setup, WECHAT_CALLBACK_BASE: door.url }))
    vi.stubEnv(name, value);
  for (const name of ["env", "orders.pay", "bindings.account"]) forget(name);
  await ensureProducts({ ctx: job() });
  const openids = [...wechat.desk.people.keys()];
  let people = 0;
  return {
    wechat,
    callbacks: door.callbacks,
    doorUrl: door.url,
    answerCallbacks: door.answer,
    fault: (name, { match = "", times = 1, argument = "" } = {}) =>
      void wechat.desk.faults.push({ name, match, times, argument }),
    person: async () => {
      people += 1;
      const first = openids[people % 3] ?? "";
      // The simulator has five people; further ones are made beside them.
      const openid = `o${newId("user").slice(4)}x`;
      const known = wechat.desk.people.get(first);
      if (known) wechat.desk.people.set(openid, { ...known, openid, chat: [] });
      return buyer(wechat, openid);
    },
    close: async () => {
      await door.close();
      await wechat.close();
      vi.unstubAllEnvs();
      for (const name of ["env", "orders.pay", "bindings.account"]) forget(name);
    },
  };
}

async function buyer(wechat: WechatSimulator, openid: string): Promise<Buyer> {
  const { id: userId } = await insertUser();
  await db()
    .insert(wechatIdentities)
    .values({ id: newId("wechatIdentity"), appid: wechat.desk.appid, openid, userId, follows: true });
  const ctx = (now?: Date) => testContext(userActor(userId), now);
  const buy: Buyer["buy"] = async (sku, priceFen, tradeType = "jsapi") => {
    const order = { sku, priceFen, tradeType, idempotencyKey: newId("request") };
    const made = await createOrder({ ctx: ctx(), input: order, userAgent: "" });
    if ("ok" in made) throw new Error(made.reason);
    return made;
  };
  return {
    userId,
    openid,
    ctx,
    buy,
    prepay: async (...order) => {
      const { id } = await buy(...order);
      const payment = await payOrder({ ctx: ctx(), input: { id } });
      if ("ok" in payment) throw new Error(payment.reason);
      return payment;
    },
    confirm: async ({ order, jsapi, codeUrl }) => {
      const by = jsapi ? { jsapi: { ...jsapi } } : { codeUrl: codeUrl ?? "" };
      wechat.phone.openPayment(openid, by);
      await wechat.phone.pay(openid, order.id);
    },
    available: async () => (await getBalance({ ctx: ctx() })).available,
  };
}

/** The order's row as it is now. */
export async function rowOf(id: string) {
  const [row] = await db().select().from(orders).where(eq(orders.id, id));
  if (!row) throw new Error(`no order ${id}`);
  return row;
}

/** Takes callbacks over HTTP as the product's route does: verify, store, heed, answer. */
async function openDoor(route?: (request: Request) => Promise<Response>) {
  const { createServer } = await import("node:http");
  const callbacks: Shop["callbacks"] = [];
  let open = true;
  const take = async (path: string, raw: Buffer, headers: Headers): Promise<Response> => {
    if (route) {
      const sent = { method: "POST", headers, body: new Uint8Array(raw) };
      return route(new Request(new URL(path, "http://localhost"), sent));
    }
    const ctx = job();
    const notice = await readPayNotice({ ctx, headers, raw });
    if (!notice) return new Response(null, { status: 401 });
    await acceptPayNotice({ ctx, notice, raw, headers });
    return new Response(null, { status: 200 });
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
    const raw = Buffer.concat(chunks);
    const path = request.url ?? "/";
    const answer = open
      ? await take(path, raw, headers).catch(() => new Response(null, { status: 500 }))
      : new Response(null, { status: 503 });
    callbacks.push({ path, status: answer.status, raw, headers });
    response.writeHead(answer.status).end(await answer.text());
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    callbacks,
    answer: (value: boolean) => {
      open = value;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Heeds every notice that waits, as the engine would. */
export async function heedAll(): Promise<string[]> {
  const { wechatNotices } = await import("@/db/schema");
  const rows = await db()
    .select({ id: wechatNotices.id })
    .from(wechatNotices)
    .where(eq(wechatNotices.state, "stored"));
  const states: string[] = [];
  for (const { id } of rows)
    states.push((await heedPayNotice({ ctx: job(), input: { noticeId: id } })).state);
  return states;
}
