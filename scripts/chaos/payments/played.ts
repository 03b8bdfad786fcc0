import type { Stack } from "../../local/stack";
import type { Buyer } from "./buyers";
import type { Plan } from "./plan";
import type { Wechat } from "./wechat";

/** The two sides of the counter. */
export interface Shop {
  stack: Stack;
  wechat: Wechat;
  buyers: readonly Buyer[];
}

/** One order and what its person did. */
export interface Played {
  plan: Plan;
  orderId: string;
  userId: string;
  /** The phone has shown that it was paid. */
  paidOnPhone: boolean;
  /** When the trade bill can be the first to tell of it. */
  untold: boolean;
  refunds: string[];
  refusals: string[];
  problems: string[];
}
