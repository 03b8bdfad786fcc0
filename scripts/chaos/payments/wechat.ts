import type { FaultName } from "@/simulators/wechat/faults";
import type { Stack } from "../../local/stack";

/** An order at WeChat Pay as the simulator's desk shows it; moments are ISO texts. */
export interface DeskOrder {
  outTradeNo: string;
  state: "NOTPAY" | "SUCCESS" | "CLOSED" | "REFUND";
  totalFen: number;
  transactionId: string | null;
  paidAt: string | null;
  refunds: DeskRefund[];
}

export interface DeskRefund {
  outRefundNo: string;
  outTradeNo: string;
  refundFen: number;
  status: "PROCESSING" | "SUCCESS" | "CLOSED" | "ABNORMAL";
  succeededAt: string | null;
}

export interface DeskDelivery {
  at: string;
  kind: "event" | "payment" | "refund";
  /** The order's number. */
  about: string;
  accepted: boolean;
  faults: string[];
}

export interface DeskView {
  appid: string;
  orders: DeskOrder[];
  deliveries: DeskDelivery[];
}

/** What the phone said to an act: done, or a refusal in its words. */
export type PhoneAnswer = { done: true } | { done: false; words: string };

/** The simulated WeChat of a stack, from outside. It is never away. */
export interface Wechat {
  fault(name: FaultName, match: string, more?: { times?: number; argument?: string }): Promise<void>;
  addPerson(openid: string): Promise<void>;
  /** Plays one act on somebody's phone. */
  phone(act: Record<string, unknown>): Promise<PhoneAnswer>;
  desk(): Promise<DeskView>;
}

export function wechatOf(stack: Stack): Wechat {
  const url = stack.simulators?.urls.wechat;
  if (!url) throw new Error("payments need the simulated WeChat");
  const post = async (path: string, body: Record<string, unknown>) => {
    const answer = await fetch(`${url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: answer.status, json: (await answer.json()) as { message?: string } };
  };
  const control = async (body: Record<string, unknown>) => {
    const { status, json } = await post("/__control", body);
    if (status !== 200) throw new Error(`the simulated WeChat refused ${body.set}: ${json.message}`);
  };
  return {
    fault: (name, match, more = {}) => control({ set: "fault", name, match, ...more }),
    addPerson: (openid) => control({ set: "person", openid }),
    phone: async (act) => {
      const { status, json } = await post("/__phone", act);
      if (status === 200) return { done: true };
      if (status === 409) return { done: false, words: json.message ?? "" };
      throw new Error(`the phone did not understand ${act.do}: ${json.message}`);
    },
    desk: async () => (await (await fetch(`${url}/__desk`)).json()) as DeskView,
  };
}
