import { expect, test } from "vitest";
import { type ActionField, inputOf } from "./action-input";

const fields: ActionField[] = [
  { name: "amount", label: "", kind: "number" },
  { name: "note", label: "", kind: "textarea" },
  { name: "isOn", label: "", kind: "switch" },
  { name: "until", label: "", kind: "date" },
  { name: "plan", label: "", kind: "select" },
  { name: "key", label: "", kind: "secret" },
];
const form = (values: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
};

test("each kind of field is sent as what it is", () => {
  const values = {
    amount: " 12 ",
    note: " why ",
    isOn: "true",
    until: "2026-11-21",
    plan: "pro",
    key: " sk-1 ",
    other: "x",
  };
  expect(inputOf(fields, form(values))).toEqual({
    amount: 12,
    note: "why",
    isOn: true,
    until: "2026-11-21T00:00:00+08:00",
    plan: "pro",
    key: "sk-1",
  });
});

test("money is typed in yuan and sent as whole fen, costs as whole millionths; what is broken stays so", () => {
  const money: ActionField[] = [
    { name: "price", label: "", kind: "yuan" },
    { name: "cost", label: "", kind: "cost" },
  ];
  for (const [price, cost, fen, microYuan] of [
    ["29", "0.25", 2_900, 250_000],
    ["19.9", "0.000001", 1_990, 1],
    ["0.07", "1.005", 7, 1_005_000],
    ["1234567.89", "33.333333", 123_456_789, 33_333_333],
    ["4.35", "0", 435, 0],
    ["4.350", "0.2500000", 435, 250_000],
    ["1000000", "1000", 100_000_000, 1_000_000_000],
  ] as const)
    expect(inputOf(money, form({ price, cost }))).toEqual({ price: fen, cost: microYuan });
  const broken = inputOf(money, form({ price: "1.005", cost: "0.0000005" }));
  expect(broken.price).toBeCloseTo(100.5);
  expect(broken.cost).toBeCloseTo(0.5);
});

test("what is left empty is not sent, and a switch that is off is false", () => {
  expect(inputOf(fields, form({ amount: "", note: "  " }))).toEqual({ isOn: false });
});
