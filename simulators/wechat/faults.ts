import type { Desk, Fault } from "./desk";

/** What can be asked for, by where it strikes. README.md tells what each does. */
export const faultNames = [
  "lost_reply",
  "error_500_after_success",
  "rate_limited_429",
  "unsigned_error",
  "wrong_signature",
  "signtest",
  "old_timestamp",
  "other_serial",
  "hang",
  "notice_lost",
  "notice_late",
  "notice_duplicate",
  "notice_concurrent",
  "notice_altered_amount",
  "notice_foreign_merchant",
  "notice_foreign_app",
  "notice_wrong_signature",
  "refund_notice_first",
  "pay_after_close",
  "token_clash",
  "quota_45009",
  "ip_40164",
  "bill_not_ready",
  "bill_early",
  "bill_missing_row",
  "bill_extra_row",
  "refund_abnormal",
  "refund_closed",
  "refund_slow",
] as const;
export type FaultName = (typeof faultNames)[number];

type WithFaults = Pick<Desk, "faults">;

const find = (desk: WithFaults, name: FaultName, about: readonly string[], argument?: string) =>
  desk.faults.find(
    (fault) =>
      fault.name === name &&
      fault.times > 0 &&
      (argument === undefined || fault.argument === "" || fault.argument === argument) &&
      about.some((text) => text.includes(fault.match)),
  );

/** Whether a fault waits for what `about` names: numbers, descriptions, paths. Uses nothing up. */
export const hasFault = (desk: WithFaults, name: FaultName, about: readonly string[]): boolean =>
  find(desk, name, about) !== undefined;

/**
 * Uses a fault up once and returns it; null when none is asked for. With `argument`, only one whose argument is
 * empty or this one.
 */
export function takeFault(
  desk: WithFaults,
  name: FaultName,
  about: readonly string[],
  argument?: string,
): Fault | null {
  const fault = find(desk, name, about, argument);
  if (!fault) return null;
  fault.times -= 1;
  if (fault.times <= 0) desk.faults.splice(desk.faults.indexOf(fault), 1);
  return fault;
}

/** A fault out of loose values; throws with words for whoever asked. `times` is 1 without a number. */
export function faultOf(values: Record<string, unknown>): Fault {
  const { name, match = "", times = 1, argument = "" } = values;
  if (!faultNames.some((known) => known === name)) throw new Error(`there is no fault "${String(name)}"`);
  if (typeof match !== "string") throw new Error("match must be a text");
  if (typeof times !== "number" || !(times > 0)) throw new Error("times must be a number above 0");
  return { name: String(name), match, times, argument: String(argument) };
}
