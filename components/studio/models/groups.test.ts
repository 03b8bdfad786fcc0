import { expect, test } from "vitest";
import type { ModelView } from "@/lib/generations/schema";
import messages from "@/messages/zh-CN.json";
import { groupModels, searchModels, stepTo, vendorOrder } from "./groups";

// Only the fields that these rules read.
const model = (id: string, provider: string, own = false) =>
  ({ id, provider, own, name: { zh: `模型 ${id}`, en: `Model ${id}` } }) as unknown as ModelView;

const models = [
  model("sketch-1", "sketch"),
  model("new-1", "newcomer"),
  model("flux", "replicate"),
  model("gpt", "openai"),
  model("cfg_1", "openai", true),
  model("gpt-mini", "openai"),
];

test("own keys come first, then the vendors in their order, and vendors not known here last", () => {
  expect(groupModels(models).map(({ key, models: members }) => [key, members.map(({ id }) => id)])).toEqual([
    ["own", ["cfg_1"]],
    ["openai", ["gpt", "gpt-mini"]],
    ["replicate", ["flux"]],
    ["sketch", ["sketch-1"]],
    ["newcomer", ["new-1"]],
  ]);
});

test("every vendor has a name", () => {
  for (const vendor of ["own", ...vendorOrder] as const) expect(messages.create.vendors[vendor]).toBeTruthy();
});

test("a search finds names in both languages, ids and vendors, and all words must be there", () => {
  const vendorName = ({ provider }: ModelView) => (provider === "replicate" ? "Replicate" : provider);
  const found = (query: string) => searchModels(models, query, vendorName).map(({ id }) => id);
  expect(found("模型 gpt")).toEqual(["gpt", "gpt-mini"]);
  expect(found(" REPLICATE ")).toEqual(["flux"]);
  expect(found("openai mini")).toEqual(["gpt-mini"]);
  expect(found("nothing")).toEqual([]);
  expect(found("")).toHaveLength(models.length);
});

test.each([
  ["gpt", "ArrowDown", "cfg_1"],
  ["gpt", "ArrowUp", "flux"],
  ["sketch-1", "ArrowUp", "sketch-1"],
  ["gpt-mini", "ArrowDown", "gpt-mini"],
  ["gpt", "Home", "sketch-1"],
  ["gpt", "End", "gpt-mini"],
  [null, "ArrowDown", "sketch-1"],
  ["gpt", "a", null],
] as const)("from %s the key %s goes to %s", (from, key, to) => {
  expect(stepTo(models, from, key)).toBe(to);
});
