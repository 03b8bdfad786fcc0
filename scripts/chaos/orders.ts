import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { editDefaults, needsMask, obstacleOf } from "@/lib/edits/rules";
import { editOperations, type ModelView, modelList } from "@/lib/generations/schema";
import { type ImageView, imagePage } from "@/lib/images/schema";
import type { Stack } from "../local/stack";
import { ask, type Person, read } from "./people";

const PROMPTS = [
  "江南烟雨",
  "a lighthouse in the storm",
  "雪山星空",
  "neon city",
  "剪纸森林",
  "an orange cat",
];

/** What the built-in renderer is told to do wrong. */
const BUILT_IN_FAULTS = ["[[refuse]]", "[[partial]]", "[[fail]]"];
/** What each vendor's simulator is told to do wrong; not all of them know all of these. */
const FAULTS = [
  "[[sim:500_then_ok]]",
  "[[sim:429_retry_after=1]]",
  "[[sim:503]]",
  "[[sim:reset_after_body]]",
  "[[sim:policy]]",
  "[[sim:malformed_json]]",
  "[[sim:html_502]]",
  "[[sim:empty_data]]",
  "[[sim:partial]]",
  "[[sim:ok_slow=40000]]",
  "[[sim:url_expired_403]]",
];
/** The first of two ways fails: another one takes over. */
const FAIL_OVER = ["[[sim:503@main]]", "[[sim:429_no_header@main]]"];

export interface Orderer {
  stack: Stack;
  people: readonly Person[];
  /** How many orders were taken, by kind. */
  taken: { generate: number; edit: number; own: number; cancelled: number };
  byProvider: Record<string, number>;
  /** Orders that were not taken, by the code of the answer. */
  refusals: Record<string, number>;
}

type Placed = "taken" | "not now";

/** One order; the same key until the server has answered, as a careful client does. Some are cancelled. */
export async function order(orderer: Orderer, number: number): Promise<Placed> {
  const { stack, people } = orderer;
  const person = people[number % people.length];
  if (!person) throw new Error("there is nobody to order");
  const models = await modelsOf(stack, person);
  const edit = randomInt(4) === 0 ? await editOrder(stack, person, models, number) : null;
  const { model, path, body } = edit ?? generateOrder(models, number);
  for (;;) {
    const answer = await ask(stack, person, path, body);
    if (answer === null || answer.status >= 500) {
      await wait(300);
      continue;
    }
    if ([402, 409, 422, 429].includes(answer.status)) {
      const { code } = JSON.parse(answer.text) as { code: string };
      orderer.refusals[code] = (orderer.refusals[code] ?? 0) + 1;
      return "not now";
    }
    if (answer.status !== 202) throw new Error(`order answered ${answer.status}: ${answer.text}`);
    orderer.taken[edit ? "edit" : "generate"] += 1;
    if (model.own) orderer.taken.own += 1;
    orderer.byProvider[model.provider] = (orderer.byProvider[model.provider] ?? 0) + 1;
    const { id } = JSON.parse(answer.text) as { id: string };
    if (randomInt(8) === 0) void cancelSoon(orderer, person, id);
    return "taken";
  }
}

async function cancelSoon({ stack, taken }: Orderer, person: Person, id: string): Promise<void> {
  await wait(randomInt(0, 6_000));
  if ((await ask(stack, person, `/api/v1/generations/${id}/cancel`, {}))?.status === 200)
    taken.cancelled += 1;
}

async function modelsOf(stack: Stack, person: Person): Promise<ModelView[]> {
  return modelList.parse(await read(stack, person, "/api/v1/models")).items;
}

const keyOf = (number: number) => `chaos-order-${number}`;

function generateOrder(models: readonly ModelView[], number: number) {
  const able = models.filter((one) => !one.editsOnly);
  // Vendors are equally likely, however many models each of them has.
  const provider = pick([...new Set(able.map((one) => `${one.provider} ${one.own}`))]);
  const model = pick(able.filter((one) => `${one.provider} ${one.own}` === provider));
  const most = Math.min(model.maxCount, model.minCount + 2);
  const quality = model.qualities.includes("draft") ? "draft" : (model.qualities[0] ?? "standard");
  const body = {
    idempotencyKey: keyOf(number),
    prompt: promptOf(model, number),
    model: model.id,
    quality,
    tier: model.tiers[0] ?? "1K",
    ratio: pick(model.ratios),
    count: randomInt(model.minCount, most + 1),
  };
  return { model, path: "/api/v1/generations", body };
}

/** Words, a name by which the vendors' requests are found again, and sometimes a fault. */
function promptOf(model: ModelView, number: number): string {
  const faults = model.builtIn ? BUILT_IN_FAULTS : FAULTS;
  const twoWays = model.provider === "openai" && !model.own && randomInt(2) === 0;
  const fault = randomInt(100) < 40 ? pick(twoWays ? FAIL_OVER : faults) : "";
  return [pick(PROMPTS), fault, `[[tag:${keyOf(number)}]]`].filter(Boolean).join(" ");
}

/** An edit of one of the person's pictures that some model can do; null when there is none. */
async function editOrder(stack: Stack, person: Person, models: readonly ModelView[], number: number) {
  const { items } = imagePage.parse(await read(stack, person, "/api/v1/images?limit=12"));
  if (items.length === 0) return null;
  const picture = pick(items);
  const able = models.flatMap((model) =>
    editOperations
      .filter((operation) => !needsMask(operation) && obstacleOf(asRules(model), operation, picture) === null)
      .map((operation) => ({ model, operation })),
  );
  if (able.length === 0) return null;
  const operation = pick([...new Set(able.map((one) => one.operation))]);
  const { model } = pick(able.filter((one) => one.operation === operation));
  return { model, path: "/api/v1/edits", body: editBody(model, operation, picture, number) };
}

type Edit = (typeof editOperations)[number];

function editBody(model: ModelView, operation: Edit, picture: ImageView, number: number) {
  const { tier: _tier, quality: _quality, ...rest } = editDefaults(asRules(model), operation, picture);
  return {
    idempotencyKey: keyOf(number),
    imageId: picture.id,
    operation,
    model: model.id,
    prompt: model.edits[operation]?.prompt === "none" ? "" : promptOf(model, number),
    ...rest,
  };
}

/** The rules read the same facts from the view that the server reads from the model. */
const asRules = (model: ModelView) => model as Parameters<typeof obstacleOf>[0];

function pick<T>(list: readonly T[]): T {
  const one = list[randomInt(list.length)];
  if (one === undefined) throw new Error("there is nothing to choose from");
  return one;
}
