import { randomInt } from "node:crypto";
import type { FaultName } from "@/simulators/wechat/faults";

export interface Goods {
  sku: string;
  priceFen: number;
}

/** What the person does with an order that can be paid. */
export type Course =
  | "paid soon"
  | "paid twice"
  | "paid late"
  | "never paid"
  | "given up"
  | "given up while paying"
  | "given up after paying"
  | "paid after closing"
  | "paid after closing, nobody told"
  | "paid after expiring";

/** Where a fault strikes: by what of WeChat's it is found. */
export type Place = "prepay" | "question" | "close" | "notice" | "refund";

export interface PlannedFault {
  name: FaultName;
  place: Place;
  times?: number;
  argument?: string;
}

export interface Plan {
  number: number;
  goods: Goods;
  tradeType: "jsapi" | "native" | "h5";
  course: Course;
  /** The page asks the server to look while the person waits. */
  asks: boolean;
  faults: PlannedFault[];
  /** Shares of the price that go back, one after the other; none for most. */
  refunds: { share: number; force: boolean; asTwo: boolean; faults: PlannedFault[] }[];
}

const courses: [Course, number][] = [
  ["paid soon", 40],
  ["paid twice", 8],
  ["paid late", 9],
  ["never paid", 10],
  ["given up", 7],
  ["given up while paying", 9],
  ["given up after paying", 6],
  ["paid after closing", 6],
  ["paid after closing, nobody told", 2],
  ["paid after expiring", 3],
];

const answers: PlannedFault[] = [
  { name: "rate_limited_429", place: "question" },
  { name: "unsigned_error", place: "question", argument: "ORDERPAID" },
  { name: "unsigned_error", place: "question", argument: "ORDER_NOT_EXIST" },
  { name: "wrong_signature", place: "question", times: 2 },
  { name: "signtest", place: "question", argument: "reply" },
  { name: "old_timestamp", place: "question", argument: "reply" },
  { name: "other_serial", place: "question", argument: "reply" },
  { name: "hang", place: "question" },
];
const lost: FaultName[] = ["lost_reply", "error_500_after_success"];

const faultsAt: Record<Place, PlannedFault[]> = {
  question: answers,
  prepay: [...lost.map((name) => ({ name, place: "prepay" as const })), ...moved("prepay")],
  close: [...lost.map((name) => ({ name, place: "close" as const })), ...moved("close")],
  refund: [
    ...lost.map((name) => ({ name, place: "refund" as const })),
    ...moved("refund"),
    { name: "refund_slow", place: "refund", argument: "60000" },
    { name: "refund_slow", place: "refund", argument: "200000" },
    { name: "refund_closed", place: "refund" },
    { name: "refund_closed", place: "refund" },
    { name: "refund_closed", place: "refund" },
    { name: "refund_abnormal", place: "refund" },
    { name: "notice_lost", place: "refund" },
    { name: "notice_duplicate", place: "refund", argument: "3" },
  ],
  notice: [
    { name: "notice_lost", place: "notice" },
    { name: "notice_lost", place: "notice" },
    { name: "notice_late", place: "notice", argument: "100000" },
    { name: "notice_duplicate", place: "notice", argument: "4" },
    { name: "notice_concurrent", place: "notice", argument: "6" },
    { name: "notice_wrong_signature", place: "notice" },
    { name: "signtest", place: "notice", argument: "notice" },
    { name: "old_timestamp", place: "notice", argument: "notice" },
    { name: "other_serial", place: "notice", argument: "notice" },
    { name: "refund_notice_first", place: "notice" },
  ],
};

/** The same troubles with an answer, elsewhere. */
function moved(place: Place): PlannedFault[] {
  return answers.map((fault) => ({ ...fault, place }));
}

const chance = (percent: number): boolean => randomInt(100) < percent;

/** One of them, at random. */
export function pick<T>(list: readonly T[]): T {
  const one = list[randomInt(list.length)];
  if (one === undefined) throw new Error("there is nothing to choose from");
  return one;
}

function pickCourse(): Course {
  let left = randomInt(courses.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [course, weight] of courses) {
    left -= weight;
    if (left < 0) return course;
  }
  return "paid soon";
}

/** What will happen in one history; every draw is independent of the others. */
export function drawPlan(number: number, goods: readonly Goods[]): Plan {
  const course = pickCourse();
  const places: Place[] = ["prepay", "question", "close", "notice"];
  const faults = places.filter(() => chance(35)).map((place) => pick(faultsAt[place]));
  // Nobody else tells of a payment that came after the end, so it is the trade bill that finds it.
  const untold = course === "paid after closing, nobody told";
  const told = course.startsWith("paid after") ? faults.filter(({ place }) => place !== "notice") : faults;
  return {
    number,
    goods: pick(goods),
    tradeType: pick(["jsapi", "jsapi", "native", "native", "h5"]),
    course,
    asks: chance(50),
    faults: untold ? [...told, { name: "notice_lost", place: "notice" }] : told,
    refunds: chance(55) ? drawRefunds() : [],
  };
}

function drawRefunds(): Plan["refunds"] {
  const parts = randomInt(1, 4);
  const whole = chance(50) ? 1 : 0.7;
  return Array.from({ length: parts }, () => ({
    share: whole / parts,
    force: chance(30),
    asTwo: chance(25),
    faults: chance(60) ? [pick(faultsAt.refund)] : [],
  }));
}
