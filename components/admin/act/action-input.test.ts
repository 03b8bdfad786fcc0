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

test("what is left empty is not sent, and a switch that is off is false", () => {
  expect(inputOf(fields, form({ amount: "", note: "  " }))).toEqual({ isOn: false });
});
