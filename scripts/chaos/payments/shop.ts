import { setTimeout as wait } from "node:timers/promises";
import type { z } from "zod";
import { type OrderView, orderView, type PaymentView, paymentView } from "@/lib/orders/schema";
import type { Stack } from "../../local/stack";
import type { Buyer } from "./buyers";
import type { Plan } from "./plan";

/** Long enough for any number of kills in a row. */
const PATIENCE_MS = 240_000;

const TOO_MANY = "too_many_open_orders";

interface Answer {
  status: number;
  text: string;
}

interface Call {
  method: "GET" | "POST" | "DELETE";
  path: string;
  body?: unknown;
}

async function call(stack: Stack, buyer: Buyer, { method, path, body }: Call): Promise<Answer | null> {
  try {
    const answer = await fetch(`${stack.url}${path}`, {
      method,
      headers: { "content-type": "application/json", authorization: `Bearer ${buyer.token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(25_000),
    });
    return { status: answer.status, text: await answer.text() };
  } catch {
    return null;
  }
}

/** The same call until the server has answered it, as a careful client does. */
async function untilAnswered(stack: Stack, buyer: Buyer, wanted: Call): Promise<Answer> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const answer = await call(stack, buyer, wanted);
    if (answer && answer.status < 500 && (answer.status !== 429 || codeOf(answer) === TOO_MANY))
      return answer;
    await wait(700);
  }
  throw new Error(`${wanted.method} ${wanted.path} was never answered`);
}

function read<S extends z.ZodType>(answer: Answer, schema: S, what: string): z.output<S> {
  if (answer.status > 299) throw new Error(`${what} answered ${answer.status}: ${answer.text.slice(0, 300)}`);
  return schema.parse(JSON.parse(answer.text));
}

/** The shop's doors for one person. */
export interface Counter {
  /** Null when this person has too many orders open. */
  order(plan: Plan): Promise<OrderView | null>;
  /** Null when the order cannot be paid any more. */
  pay(id: string): Promise<PaymentView | null>;
  /** As the server knows it; asks WeChat Pay first where that is due, if wanted. */
  look(id: string, asks: boolean): Promise<OrderView>;
  giveUp(id: string): Promise<OrderView>;
}

export const counterFor = (stack: Stack, buyer: Buyer): Counter => ({
  order: async ({ goods, tradeType, number }) => {
    const body = { ...goods, tradeType, idempotencyKey: `chaos-payment-${number}` };
    const answer = await untilAnswered(stack, buyer, { method: "POST", path: "/api/v1/orders", body });
    if (answer.status === 429) return null;
    return read(answer, orderView, "an order");
  },
  pay: async (id) => {
    const path = `/api/v1/orders/${id}/pay`;
    const answer = await untilAnswered(stack, buyer, { method: "POST", path, body: {} });
    if (answer.status === 409 && codeOf(answer) === "order_not_payable") return null;
    return read(answer, paymentView, "paying");
  },
  look: async (id, asks) => {
    const path = `/api/v1/orders/${id}`;
    const wanted: Call = asks ? { method: "POST", path: `${path}/check`, body: {} } : { method: "GET", path };
    return read(await untilAnswered(stack, buyer, wanted), orderView, "looking");
  },
  giveUp: async (id) =>
    read(
      await untilAnswered(stack, buyer, { method: "DELETE", path: `/api/v1/orders/${id}` }),
      orderView,
      "giving up",
    ),
});

const codeOf = ({ text }: Answer): string => String((JSON.parse(text) as { code?: string }).code ?? "");
