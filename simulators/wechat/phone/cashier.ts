import type { Desk, Phone } from "@/simulators/wechat/desk";
import { PhoneTrouble } from "./trouble";

/** What the payment sheet shows. */
export interface Bill {
  outTradeNo: string;
  description: string;
  totalFen: number;
}

export type OpenBy = Parameters<Phone["openPayment"]>[1];

/** Payment sheets that are open, per person; a payment is confirmed on an open sheet only. */
const sheets = new WeakMap<Desk, Map<string, Set<string>>>();

function openSheets(desk: Desk, openid: string): Set<string> {
  const people = sheets.get(desk) ?? new Map<string, Set<string>>();
  sheets.set(desk, people);
  const open = people.get(openid) ?? new Set<string>();
  people.set(openid, open);
  return open;
}

/** Opens the sheet of an order; throws the phone's words when WeChat would refuse it. */
export function openBill(desk: Desk, phone: Phone, openid: string, by: OpenBy): Bill {
  const { outTradeNo, description, totalFen } = phone.openPayment(openid, by);
  openSheets(desk, openid).add(outTradeNo);
  return { outTradeNo, description, totalFen };
}

/** The person confirms. The sheet closes whatever comes of it, so that one tap pays once. */
export async function payBill(desk: Desk, phone: Phone, openid: string, outTradeNo: string): Promise<void> {
  if (!openSheets(desk, openid).delete(outTradeNo))
    throw new PhoneTrouble(409, "付款页已关闭，请重新发起付款。");
  await phone.pay(openid, outTradeNo);
}

/** The person closes the sheet; the order stays payable. */
export function cancelBill(desk: Desk, openid: string, outTradeNo: string): void {
  openSheets(desk, openid).delete(outTradeNo);
}
