import { describe, expect, test } from "vitest";
import { equalInConstantTime, hmacHex } from "@/lib/platform/crypto";
import { webhookRoute } from "./webhook";

const KEY = "vendor-secret";

function vendor(accept: (notice: { id: string }) => void = () => {}) {
  return webhookRoute<{ id: string }>({
    vendor: "acme",
    verify: async ({ raw, headers }) => {
      const text = Buffer.from(raw).toString();
      return equalInConstantTime(headers.get("x-signature") ?? "", hmacHex(KEY, text))
        ? JSON.parse(text)
        : null;
    },
    accept: async ({ ctx, notice }) => {
      expect(ctx.actor).toEqual({ kind: "webhook", vendor: "acme" });
      accept(notice);
    },
    accepted: () => new Response("success"),
    refused: () => new Response("fail", { status: 401 }),
  });
}
const send = (route: ReturnType<typeof vendor>, body: string, signature = hmacHex(KEY, body)) =>
  route(
    new Request("http://app.test/api/webhooks/acme", {
      method: "POST",
      body,
      headers: { "x-signature": signature },
    }),
  );

describe("a webhook", () => {
  test("hands a signed notice over and answers in the vendor's words", async () => {
    const got: unknown[] = [];
    const answer = await send(
      vendor((notice) => got.push(notice)),
      '{"id":"n1"}',
    );
    expect([answer.status, await answer.text()]).toEqual([200, "success"]);
    expect(got).toEqual([{ id: "n1" }]);
  });

  test("verifies the bytes as they came: one changed byte is refused and nothing is accepted", async () => {
    const got: unknown[] = [];
    const answer = await send(
      vendor((notice) => got.push(notice)),
      '{"id": "n1"}',
      hmacHex(KEY, '{"id":"n1"}'),
    );
    expect([answer.status, await answer.text(), got.length]).toEqual([401, "fail", 0]);
  });

  test("does not acknowledge what could not be stored", async () => {
    const answer = await send(
      vendor(() => {
        throw new Error("the database is away");
      }),
      "{}",
    );
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain("database");
  });

  test("refuses a body that is too large before reading it all", async () => {
    expect((await send(vendor(), "x".repeat(300_000))).status).toBe(413);
  });
});
