import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import {
  apiConfigs,
  channels,
  channelUses,
  engineRuns,
  modelTerms,
  notificationDeliveries,
} from "@/db/schema";
import { jobActor, testContext, userActor } from "@/db/testing";
import { publishImages } from "@/lib/gallery/publishing/publish";
import { cancelGeneration } from "@/lib/generations/cancel";
import { createGeneration } from "@/lib/generations/create";
import { claimGeneration } from "@/lib/generations/run/claim";
import { collectOutput } from "@/lib/generations/run/collect";
import { pollGeneration } from "@/lib/generations/run/poll";
import { pictures } from "@/lib/generations/run/scripted.fixture";
import { script } from "@/lib/generations/run/scripted-provider.fixture";
import { settleGeneration } from "@/lib/generations/run/settle";
import { submitGeneration } from "@/lib/generations/run/submit";
import type { CreateGenerationInput } from "@/lib/generations/schema";
import { createOrder } from "@/lib/orders/create";
import { requestRefund } from "@/lib/orders/refunds/request";
import { settleRefund } from "@/lib/orders/refunds/settle";
import { rowOf } from "@/lib/orders/scenarios/shop.fixture";
import { settleOrder } from "@/lib/orders/settle";
import type { Plan } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { closeAccount } from "@/lib/registration/close";
import { registerAccount } from "@/lib/registration/register";
import { RequestWriter } from "../requests/writer";

/** A moment of the history, `10 09:30:00.000` being the 10th of November in Shanghai. */
export const at = (text: string) => new Date(`2026-11-${text.replace(" ", "T")}+08:00`);
const job = (now: Date) => testContext(jobActor(), now);
const PASSWORD = "a-long-password";

/** Somebody of the history, with what they do at given moments; each thing is done by the product's own verbs. */
export class Somebody {
  private constructor(
    readonly userId: string,
    private plan: Plan = "free",
  ) {}

  static async signUp(name: string, moment: string): Promise<Somebody> {
    const ctx = testContext({ kind: "anonymous", address: "192.0.2.1" } as const, at(moment));
    const input = { email: `${name}@example.test`, username: name, password: PASSWORD };
    const made = await registerAccount({ ctx, input });
    if (!made.ok) throw new Error(made.reason);
    return new Somebody(made.userId);
  }

  private ctx = (moment: string) => testContext(userActor(this.userId, this.plan), at(moment));

  close = (moment: string) =>
    closeAccount({ ctx: this.ctx(moment), input: { password: PASSWORD, confirm: "DELETE" } });

  async order(moment: string, parts: Partial<CreateGenerationInput> = {}): Promise<string> {
    const order = { idempotencyKey: newId("request"), prompt: "a boat", model: "scripted-1", count: 1 };
    const made = await createGeneration({ ctx: this.ctx(moment), input: { ...order, ...parts } });
    if ("ok" in made) throw new Error(made.reason);
    return made.id;
  }

  cancel = (moment: string, id: string) => cancelGeneration({ ctx: this.ctx(moment), input: { id } });

  /** Pays for a product; its order's id. */
  async buy(moment: string, sku: string, priceFen: number): Promise<string> {
    const order = { sku, priceFen, tradeType: "native" as const, idempotencyKey: newId("request") };
    const made = await createOrder({ ctx: this.ctx(moment), input: order, userAgent: "" });
    if ("ok" in made) throw new Error(made.reason);
    await settleOrder({
      ctx: job(at(moment)),
      input: { payment: await paymentOf(made.id, moment), source: "notice" },
    });
    const [plan] = (["pro", "enterprise"] as const).filter((name) => sku.startsWith(name));
    if (plan) this.plan = plan;
    return made.id;
  }

  async publish(moment: string, imageId: string): Promise<void> {
    await publishImages({ ctx: this.ctx(moment), input: { ids: [imageId], declaration: "made_here" } });
  }

  /** One request to the product, as the log has it. */
  async ask(moment: string): Promise<void> {
    const writer = new RequestWriter();
    const path = { method: "GET", route: "/api/v1/me", client: "web", userId: this.userId };
    const answer = { status: 200, errorCode: null, durationMs: 5, bytesOut: null };
    writer.take({ at: at(moment), requestId: newId("request"), ...path, ...answer });
    await writer.flush();
  }
}

async function paymentOf(orderId: string, moment: string) {
  const { appid, mchid, amountFen, currency } = await rowOf(orderId);
  const known = { appid, mchid, amountFen, currency, outTradeNo: orderId, payerOpenid: null };
  return { ...known, transactionId: `tx-${orderId}`, state: "success" as const, paidAt: at(moment) };
}

/** Money that came for an order that nobody made. */
export async function payNothing(moment: string, like: string): Promise<void> {
  const payment = {
    ...(await paymentOf(like, moment)),
    outTradeNo: "ord_nobodys",
    transactionId: "tx-nobodys",
  };
  await settleOrder({ ctx: job(at(moment)), input: { payment, source: "notice" } });
}

/** Gives money back; it arrives at `succeeded`, or never where WeChat Pay closes the refund. */
export async function refund(
  orderId: string,
  amountFen: number,
  when: { requested: string; succeeded: string | null },
): Promise<void> {
  const input = { orderId, amountFen, reason: "不再需要", idempotencyKey: newId("request") };
  const made = await requestRefund({ ctx: job(at(when.requested)), input });
  if ("ok" in made) throw new Error(made.reason);
  const report = {
    refundId: `wx-${made.id}`,
    outRefundNo: made.id,
    outTradeNo: orderId,
    transactionId: `tx-${orderId}`,
    status: when.succeeded === null ? ("closed" as const) : ("success" as const),
    refundFen: amountFen,
    totalFen: (await rowOf(orderId)).amountFen,
    succeededAt: when.succeeded === null ? null : at(when.succeeded),
  };
  const told = at(when.succeeded ?? when.requested);
  await settleRefund({ ctx: job(told), input: { report, source: "query" } });
}

/** A worker takes it and sends it; it is running then. */
export async function begin(generationId: string, moment: string): Promise<void> {
  const ctx = job(at(moment));
  await claimGeneration({ ctx, input: { generationId, runId: "run-1" } });
  await submitGeneration({ ctx, input: { generationId, part: 0, after: 0, cause: "first" } });
}

/** Runs an order that was begun until the vendor has delivered so many pictures; the first one's id. */
export async function deliver(generationId: string, count: number, moment: string): Promise<string> {
  const ctx = job(at(moment));
  script.polls.push(() => ({ state: "done", outputs: pictures(count) }));
  await pollGeneration({ ctx, input: { generationId, part: 0 } });
  for (let ordinal = 0; ordinal < count; ordinal += 1)
    await collectOutput({ ctx, input: { generationId, ordinal } });
  await settleGeneration({ ctx, input: { generationId } });
  const rows = await db().query.generatedImages.findMany({
    where: (image) => eq(image.generationId, generationId),
  });
  return rows[0]?.id ?? "";
}

/** The vendor hangs up twice and nobody learns what it did; then it is given up. */
export async function lose(generationId: string, moment: string): Promise<void> {
  const ctx = job(at(moment));
  const hangUp = () => {
    throw new TypeError("socket hang up");
  };
  script.submits.push(hangUp, hangUp);
  await claimGeneration({ ctx, input: { generationId, runId: "run-1" } });
  for (const [after, cause] of [
    [0, "first"],
    [1, "retry"],
  ] as const)
    await submitGeneration({ ctx, input: { generationId, part: 0, after, cause } });
  await settleGeneration({ ctx, input: { generationId, errorCode: "unknown_outcome" } });
}

/** What the vendor takes for one picture of a model, in millionths of a yuan. */
export const agreeCost = (model: string, costMicroYuan: number) =>
  db().insert(modelTerms).values({ model, costMicroYuan, updatedBy: "usr_admin" });

/** A channel of the platform with an open circuit, and what became of its last calls. */
export async function addSickChannel(moment: string, outcomes: readonly string[]): Promise<void> {
  const vendor = { provider: "routed", model: "routed-1" };
  const secret = { apiKey: Buffer.from("x"), apiKeyLast4: "last" };
  const id = newId("apiConfig");
  await db()
    .insert(apiConfigs)
    .values({ id, slot: "routed", name: "routed", ...vendor, ...secret });
  const channelId = newId("channel");
  await db()
    .insert(channels)
    .values({
      id: channelId,
      ...vendor,
      vendorModel: "r1",
      apiConfigId: id,
      circuit: "open",
      circuitReason: "auth",
      circuitUntil: new Date(at(moment).getTime() + 600_000),
    });
  const use = { channelId, generationId: "gen_x", startedAt: at(moment), endedAt: at(moment) };
  const uses = outcomes.map((outcome) => ({ id: newId("attempt"), outcome, ...use }));
  await db().insert(channelUses).values(uses);
}

/** A run of the engine that failed for good. */
export const failRun = (fnId: string, moment: string) =>
  db()
    .insert(engineRuns)
    .values({
      id: newId("engineRun"),
      fnId,
      event: {},
      status: "failed",
      createdAt: at(moment),
      endedAt: at(moment),
    });

/** One of somebody's letters did not go out. */
export async function failDelivery(userId: string, moment: string): Promise<void> {
  const [letter] = await db()
    .select({ id: notificationDeliveries.id })
    .from(notificationDeliveries)
    .where(eq(notificationDeliveries.userId, userId))
    .limit(1);
  if (!letter) throw new Error("nothing was to be sent");
  await db()
    .update(notificationDeliveries)
    .set({ state: "failed", createdAt: at(moment) })
    .where(eq(notificationDeliveries.id, letter.id));
}
