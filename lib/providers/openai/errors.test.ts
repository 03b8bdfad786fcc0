import { describe, expect, it } from "vitest";
import { errorOfAnswer, quote } from "./errors";

const answer = (status: number, error: object | string, headers: Record<string, string> = {}) =>
  errorOfAnswer(status, new Headers(headers), typeof error === "string" ? error : JSON.stringify({ error }));

describe("errorOfAnswer", () => {
  it.each([
    [400, { code: "moderation_blocked" }, "content_policy", true],
    [400, { code: "content_policy_violation" }, "content_policy", true],
    [400, { code: "data_inspection_failed" }, "content_policy", true],
    [400, { code: "billing_hard_limit_reached" }, "quota_exhausted", true],
    [400, { code: "invalid_value", message: "No." }, "invalid_request", true],
    [400, { code: "unknown_parameter" }, "invalid_request", true],
    [400, { code: "Arrearage" }, "quota_exhausted", true],
    [401, { code: "invalid_api_key" }, "auth", true],
    [403, {}, "auth", true],
    [403, { code: "insufficient_user_quota" }, "quota_exhausted", true],
    [404, { code: "model_not_found" }, "invalid_request", true],
    [408, {}, "provider_error", true],
    [409, {}, "provider_error", true],
    [429, { code: "rate_limit_exceeded" }, "rate_limited", true],
    [429, { code: "insufficient_quota" }, "quota_exhausted", true],
    [429, { type: "insufficient_quota", code: null }, "quota_exhausted", true],
    [429, "slow down", "rate_limited", true],
    [500, { code: "server_error" }, "provider_error", true],
    [500, "<html>", "unknown_outcome", false],
    [502, "<html>", "unknown_outcome", false],
    [502, { message: "bad gateway" }, "unknown_outcome", false],
    [503, "<html>", "provider_error", true],
    [504, "", "unknown_outcome", false],
    [524, "<html>", "unknown_outcome", false],
    [302, "", "invalid_request", true],
  ] as const)("reads %i with %j as %s", (status, error, errorClass, certainlyNotAccepted) => {
    expect(answer(status, error)).toMatchObject({ errorClass, certainlyNotAccepted });
  });

  it("keeps the wait that the vendor asks for", () => {
    const error = answer(429, { code: "rate_limit_exceeded" }, { "retry-after": "7" });
    expect(error.retryAfterMs).toBe(7_000);
  });

  it("says whether the prompt or the finished picture was refused", () => {
    const refusal = (moderation_stage: string) =>
      answer(400, {
        code: "moderation_blocked",
        message: "Violence.",
        moderation_details: { moderation_stage },
      }).detail;
    expect(refusal("input")).toBe("The vendor's filter refused this order: Violence.");
    expect(refusal("output")).toBe("The vendor's filter refused the finished picture: Violence.");
  });
});

describe("quote", () => {
  it("leaves out addresses, keys and anything long enough to be one, and is short", () => {
    const text = quote(
      `See https://example.com/a?sig=1 with Bearer abc and sk-live_12345 or ${"A".repeat(40)} ${"word ".repeat(80)}`,
    );
    expect(text).toMatch(/^See … with … and … or … word word/);
    expect(text.length).toBeLessThanOrEqual(200);
  });
});
