import { inspect } from "node:util";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { Simulator } from "@/simulators/kit/server";
import { startReplicateSimulator } from "@/simulators/replicate/server";
import type { ImageRequest, PollResult, VendorCall } from "../image-provider";
import { ProviderError } from "../provider-error";
import { type TestCall, testCall, testRequest } from "../testing-call.fixture";
import { replicateProvider } from "./client";

export const KEY = "sim-canary-7f3a91c2e5";
const CREATE = /^\/v1\/(models\/.+\/)?predictions$/;

export interface TestBench {
  simulator: Simulator;
  call(key?: string, options?: Record<string, string>): TestCall;
  /** How many paid calls the simulator has seen. */
  posts(): number;
  submit(request: ImageRequest, by?: VendorCall): Promise<string>;
  /** Polls until the order has ended. */
  finish(externalId: string, request: ImageRequest, by?: VendorCall): Promise<PollResult>;
  make(request: ImageRequest): Promise<PollResult>;
}

/** One simulator, a thousand times as quick as the vendor, for all tests of a file. */
export function testBench(): TestBench {
  let running: Simulator | undefined;
  const simulator = (): Simulator => {
    if (!running) throw new Error("the simulator runs only while tests do");
    return running;
  };
  beforeAll(async () => {
    running = await startReplicateSimulator({ speed: 1_000 });
  });
  afterEach(() => simulator().forget());
  afterAll(() => simulator().close());
  const bench: Omit<TestBench, "simulator"> = {
    call: (key = KEY, options = {}) => testCall(`${simulator().url}/v1`, key, { options }),
    posts: () => simulator().count("POST", CREATE),
    submit: async (request, by = bench.call()) => {
      const result = await replicateProvider.submit(request, by);
      if (result.kind !== "pending") throw new Error("expected a pending order");
      return result.externalId;
    },
    finish: async (externalId, request, by = bench.call()) => {
      for (;;) {
        const result = await replicateProvider.poll(externalId, request, by);
        if (result.state !== "running") return result;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    make: async (request) => bench.finish(await bench.submit(request), request),
  };
  return {
    ...bench,
    get simulator() {
      return simulator();
    },
  };
}

/** An order with the marker of a scenario. */
export const order = (scenario: string, changes: Partial<ImageRequest> = {}): ImageRequest =>
  testRequest({ model: "flux-schnell", prompt: `a fox [[sim:${scenario}]]`, ...changes });

/** What an order was refused with; also proves that the key is nowhere in it. */
export async function refusal(work: Promise<unknown>): Promise<ProviderError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProviderError)) throw new Error(`expected a ProviderError, got ${inspect(error)}`);
  const everything = [
    JSON.stringify(error),
    String(error),
    error.stack,
    inspect(error, { depth: 9, showHidden: true }),
  ].join("\n");
  if (everything.includes(KEY)) throw new Error("the key is in an error");
  return error;
}

export const urlsOf = (result: PollResult): string[] =>
  result.state === "done" ? result.outputs.flatMap((output) => ("url" in output ? [output.url] : [])) : [];

/** The decoded picture behind an address, three bytes per pixel. */
export async function pixelsOf(url: string): Promise<{ data: Buffer; width: number; height: number }> {
  const response = await fetch(url);
  const bytes = Buffer.from(await response.arrayBuffer());
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}
