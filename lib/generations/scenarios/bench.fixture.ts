import { Socket } from "node:net";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { db } from "@/db/client";
import { apiConfigs, channelUses, creditReservations, generatedImages } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { ensurePlatformConfigs } from "@/lib/api-configs/ensure-platform";
import { grantCredits } from "@/lib/credits/grant";
import { getBalance } from "@/lib/credits/read";
import { reconcileLedger } from "@/lib/credits/reconcile";
import { forget } from "@/lib/platform/process/singleton";
import { storage } from "@/lib/providers/storage/client";
import type { Simulator } from "@/simulators/kit/server";
import { createGeneration } from "../create";
import { getGeneration } from "../read";
import { reconcileGenerations } from "../reconcile";
import { type CreateGenerationInput, failureCodes, type GenerationDetailView } from "../schema";
import { type Ending, endingOf, guaranteeOf, type Row } from "./endings.fixture";
import { findErrorMessage, listAttempts, runToTheEnd, type Waits } from "./story.fixture";

const CREDITS = 1_000;
const SPEED = 1_000;
/** The simulator's and the database's host. */
const HERE = "127.0.0.1";

export interface Vendor {
  start(options: { speed: number }): Promise<Simulator>;
  /** The settings of the environment that make the platform's configs of this vendor. */
  settings(url: string): Record<string, string>;
  /** The calls that cost money. */
  paid: RegExp;
  model: string;
  /** Credits for one picture at the model's usual settings. */
  unit: number;
  /** Pictures of a usual order. */
  count: number;
  order?: Partial<CreateGenerationInput>;
}

export interface Story {
  ending: Ending;
  /** What the operator and the timeline are told about a failure. */
  message: string;
  view: GenerationDetailView;
  waits: Waits;
}

export interface Bench {
  vendor: Vendor;
  simulator(): Simulator;
  /** For the rest of a test the process as it is with other settings of the environment. */
  restartWith(settings: Record<string, string>): Promise<void>;
  /** Acts as this test's person. */
  own(): ReturnType<typeof own>;
  /** Orders with a scenario's marker, runs the whole pipeline, and proves that nothing is left open. */
  play(scenario: string, parts?: Partial<CreateGenerationInput>): Promise<Story>;
  /** The same for an order that was placed otherwise. */
  follow(placed: Placed): Promise<Story>;
  /** One test for every row; another model costs `unit` a picture. */
  table(
    rows: Readonly<Record<string, Row>>,
    other?: { unit: number; parts: Partial<CreateGenerationInput> },
  ): void;
}

type Placed = { id: string; prompt: string } | { ok: false; reason: string };

/** Of this test; `spent` over all their orders. */
const person = { userId: "", spent: 0 };
const own = () => testContext(userActor(person.userId, "enterprise"));
let orders = 0;

/** One simulator for all tests of a file, which the platform's environment names as the vendor. */
export function testBench(vendor: Vendor): Bench {
  let running: Simulator | undefined;
  let watched: ReturnType<typeof watchConnections> | undefined;
  const simulator = () => running ?? onlyInTests();
  const hosts = () => watched ?? onlyInTests();
  const usual = () => ({
    OUTBOUND_ALLOW: new URL(simulator().url).host,
    ...vendor.settings(simulator().url),
  });
  beforeAll(async () => {
    running = await vendor.start({ speed: SPEED });
    setUp(usual());
    watched = watchConnections();
  });
  afterAll(async () => {
    watched?.stop();
    // Otherwise nothing was watched, and that no other host was asked would mean nothing.
    expect(watched?.asked).toContain(HERE);
    await running?.close();
    setUp({});
  });
  beforeEach(async () => {
    simulator().forget();
    await startOver();
  });

  const posts = () => simulator().count("POST", vendor.paid);
  const follow = async (placed: Placed): Promise<Story> => {
    if ("ok" in placed) throw new Error(placed.reason);
    const restore = placed.prompt.includes("[[sim:hang") ? hastenTimeouts(posts) : undefined;
    const waits = await runToTheEnd(placed.id).finally(restore);
    expect(hosts().asked.filter((host) => host !== HERE)).toEqual([]);
    const story = await tell(placed.id, posts(), waits);
    await expectNothingLeft(story);
    return story;
  };
  const play = async (scenario: string, parts: Partial<CreateGenerationInput> = {}) => {
    orders += 1;
    const { model, count } = vendor;
    const order = { model, count, ...vendor.order, ...parts };
    const prompt = `a heron over the lake, for ${order.model} [[sim:${scenario}]]`;
    const input = { idempotencyKey: `scenario-order-${orders}`, prompt, ...order };
    return follow(await createGeneration({ ctx: own(), input }));
  };
  const restartWith = async (settings: Record<string, string>) => {
    setUp({ ...usual(), ...settings });
    onTestFinished(() => setUp(usual()));
    await ensurePlatformConfigs({ ctx: testContext() });
  };
  const bench: Bench = {
    vendor,
    simulator,
    restartWith,
    own,
    play,
    follow,
    table: (rows, other) =>
      describeRows({ ...vendor, ...other }, rows, (marker, { count = vendor.count }) =>
        play(marker, { count, ...other?.parts }),
      ),
  };
  return bench;
}

/** As a process that was started with these settings and no others. */
function setUp(settings: Record<string, string>): void {
  vi.unstubAllEnvs();
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  for (const name of ["env", "outbound"]) forget(name);
}

function onlyInTests(): never {
  throw new Error("the simulator runs only while tests do");
}

/** One test for every row; `order` places an order with the row's marker and follows it. */
export function describeRows(
  price: Pick<Vendor, "unit" | "count">,
  rows: Readonly<Record<string, Row>>,
  order: (marker: string, row: Row) => Promise<Story>,
): void {
  for (const [scenario, row] of Object.entries(rows)) {
    const expected = endingOf(row, price);
    test(`${scenario}: ${guaranteeOf(expected)}`, async () => {
      const marker = row.argument === undefined ? scenario : `${scenario}=${row.argument}`;
      const story = await order(marker, row);
      expect(story.ending).toEqual(expected);
      if (expected.status === "failed") expect(story.message).toMatch(row.says ?? /^$/);
    });
  }
}

/** A new person with credits, and the platform as it is right after its start. */
async function startOver(): Promise<void> {
  await db().delete(apiConfigs);
  await ensurePlatformConfigs({ ctx: testContext() });
  Object.assign(person, { userId: (await insertUser({ plan: "enterprise" })).id, spent: 0 });
  const { userId } = person;
  const source = "purchase" as const;
  const input = { userId, amount: CREDITS, source, expiresAt: null, businessKey: `start:${userId}` };
  await grantCredits({ ctx: testContext(), input });
}

/** Lets every time-out that a call has set pass as soon as the vendor has the order, which it will never answer. */
function hastenTimeouts(posts: () => number) {
  const timers: NodeJS.Timeout[] = [];
  const spy = vi.spyOn(AbortSignal, "timeout").mockImplementation(() => {
    const over = new AbortController();
    const before = posts();
    const abort = () => over.abort(new DOMException("The time is over.", "TimeoutError"));
    timers.push(setInterval(() => posts() > before && abort(), 2));
    return over.signal;
  });
  return () => {
    spy.mockRestore();
    for (const timer of timers) clearInterval(timer);
  };
}

/** Every host that a socket of this process tries to reach meanwhile. */
function watchConnections() {
  const asked: string[] = [];
  const real = Socket.prototype.connect;
  const spy = vi.spyOn(Socket.prototype, "connect").mockImplementation(function (
    this: Socket,
    ...given: unknown[]
  ) {
    const [first, second] = given.flat();
    const named = typeof first === "object" && first !== null && "host" in first ? first.host : second;
    asked.push(typeof named === "string" ? named : JSON.stringify(first));
    return Reflect.apply(real, this, given);
  });
  return { asked, stop: () => spy.mockRestore() };
}

async function tell(id: string, posts: number, waits: Waits): Promise<Story> {
  const view = await getGeneration({ ctx: own(), input: { id } });
  const attempts = await listAttempts(id);
  const { receipt } = view;
  const words = view.timeline.map(({ data }) => data.message).filter(Boolean);
  return {
    view,
    waits,
    message: (await findErrorMessage(id)) ?? String(words.at(-1) ?? ""),
    ending: {
      status: view.status,
      code: view.errorCode,
      posts,
      attempts: attempts.map(({ state, errorClass }) => (errorClass ? `${state} ${errorClass}` : state)),
      timeline: view.timeline.map(({ kind }) => kind),
      waitsMs: waits.retriesMs,
      delivered: view.deliveredCount,
      reserved: receipt?.reserved ?? 0,
      charged: receipt?.charged ?? -1,
      returned: receipt?.returned ?? -1,
    },
  };
}

/** The money is where the receipt says, the pictures are in the library, and nothing waits for anything any more. */
async function expectNothingLeft({ view, ending, message }: Story): Promise<void> {
  person.spent += ending.charged;
  const { available, reserved } = await getBalance({ ctx: own() });
  expect({ available, reserved }).toEqual({ available: CREDITS - person.spent, reserved: 0 });
  const open = and(eq(creditReservations.userId, person.userId), eq(creditReservations.state, "open"));
  expect(await db().$count(creditReservations, open)).toBe(0);
  expect((await reconcileLedger({ ctx: testContext() })).differences).toEqual([]);
  expect((await reconcileGenerations({ ctx: testContext() })).differences).toEqual([]);

  const pictures = eq(generatedImages.generationId, view.id);
  expect(await db().$count(generatedImages, pictures)).toBe(ending.delivered);
  expect(view.images).toHaveLength(ending.delivered);
  expect((await storage().list(`staging/${view.id}/`, 10)).keys).toEqual([]);

  const uses = await db().select().from(channelUses).where(eq(channelUses.generationId, view.id));
  expect(uses).toHaveLength(ending.attempts.length);
  for (const use of uses) expect(use.endedAt).not.toBeNull();
  if (ending.code) expect(failureCodes).toContain(ending.code);
  const written = JSON.stringify([view, await listAttempts(view.id), message]);
  expect(written).not.toMatch(/\bsim-/);
}
