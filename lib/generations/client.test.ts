import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, test } from "vitest";
import { ApiError } from "@/lib/platform/api-error";
import { generationKeys, readNewPrices } from "./client";

let client = new QueryClient();
afterEach(() => client.clear());

/** A screen that shows prices: how often they were read. */
async function screen(): Promise<() => number> {
  client = new QueryClient();
  let reads = 0;
  const queryFn = async () => {
    reads += 1;
    return reads;
  };
  const observer = new QueryObserver(client, {
    queryKey: generationKeys.models,
    queryFn,
    staleTime: 300_000,
  });
  observer.subscribe(() => {});
  await expect.poll(() => client.getQueryData(generationKeys.models)).toBe(1);
  return () => reads;
}

test("the prices on the screen are the new ones when an order was refused for an old one", async () => {
  await screen();
  await readNewPrices(client, new ApiError(409, "price_changed", ""));
  expect(client.getQueryData(generationKeys.models)).toBe(2);
});

test.each([
  new ApiError(402, "not_enough_credits", ""),
  new ApiError(0, "network", ""),
  new Error("price_changed"),
])("%s reads no prices", async (error) => {
  const reads = await screen();
  await readNewPrices(client, error);
  expect(reads()).toBe(1);
});
