import { expect, test } from "vitest";
import { consentOf } from "./open-subscribe";

const event = (detail: unknown) => new CustomEvent("success", { detail });

test.each([
  ["one accepted", { subscribeDetails: '{"t1":"{\\"status\\":\\"accept\\"}"}' }, "accepted"],
  [
    "one of two accepted",
    { subscribeDetails: '{"t1":"{\\"status\\":\\"reject\\"}","t2":"{\\"status\\":\\"accept\\"}"}' },
    "accepted",
  ],
  ["none", { subscribeDetails: '{"t1":"{\\"status\\":\\"reject\\"}"}' }, "refused"],
  ["an object instead of a text", { subscribeDetails: { t1: { status: "accept" } } }, "accepted"],
  ["nothing that is known", {}, "refused"],
  ["no details", undefined, "refused"],
] as const)("WeChat's answer: %s", (_, detail, consent) => {
  expect(consentOf(event(detail))).toBe(consent);
});
