import { expect, test } from "vitest";
import { newSubmitKey } from "@/lib/generations/client";
import { createGenerationInput } from "@/lib/generations/schema";
import { ApiError } from "@/lib/platform/api-error";
import { isDecided, submissionFor } from "./submission";

const order = { prompt: "a hill", model: "m" };
const keys = () => {
  let last = 0;
  return () => {
    last += 1;
    return `key-${last}`;
  };
};

test("an order whose answer was lost goes out again under the same key", () => {
  const newKey = keys();
  const first = submissionFor(null, order, newKey);
  expect(submissionFor(first, { ...order }, newKey)).toBe(first);
});

test("another order, and the same one after its answer, get a key of their own", () => {
  const newKey = keys();
  const first = submissionFor(null, order, newKey);
  expect(submissionFor(first, { ...order, count: 2 }, newKey).key).toBe("key-2");
  expect(submissionFor(null, order, newKey).key).toBe("key-3");
});

test.each([
  [new ApiError(402, "not_enough_credits", ""), true],
  [new ApiError(409, "idempotency_key_reused", ""), true],
  [new ApiError(429, "rate_limited", ""), true],
  [new ApiError(500, "internal_error", ""), false],
  [new ApiError(0, "timeout", ""), false],
  [new ApiError(202, "bad_answer", ""), false],
  [new TypeError("network"), false],
])("whether %s has decided the order: %s", (error, decided) => {
  expect(isDecided(error)).toBe(decided);
});

test("keys satisfy the server's rule and do not repeat", () => {
  const some = Array.from({ length: 100 }, newSubmitKey);
  expect(new Set(some).size).toBe(100);
  for (const idempotencyKey of some)
    expect(createGenerationInput.safeParse({ ...order, idempotencyKey }).success).toBe(true);
});
