import { expect, test } from "vitest";
import { createGenerationInput } from "@/lib/generations/schema";
import { exampleFor } from "./example";

const key = `xk_${"0".repeat(32)}`;
const of = (...scopes: ("read" | "generate" | "library")[]) => exampleFor({ key, scopes }, "https://x.test");

test("the example is a call that the key may make", () => {
  expect(of("read")).toContain("curl https://x.test/api/v1/images ");
  expect(of("read", "library")).toBe(of("read"));
  expect(of("read", "generate", "library")).toContain("/api/v1/generations ");
  expect(of("library")).toContain("/api/v1/images/uploads ");
  for (const text of [of("read"), of("generate"), of("library")])
    expect(text).toContain(`-H "Authorization: Bearer ${key}"`);
});

test("the order in the example is one that the server takes", () => {
  const body = /-d '(.*)'$/.exec(of("generate"))?.[1]?.replace("'$(uuidgen)'", crypto.randomUUID());
  expect(createGenerationInput.safeParse(JSON.parse(body ?? "")).success).toBe(true);
});
