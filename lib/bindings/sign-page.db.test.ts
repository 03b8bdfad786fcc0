import { beforeEach, expect, test } from "vitest";
import { anonymousActor, testContext, userActor } from "@/db/testing";
import { env } from "@/lib/platform/env";
import { forget } from "@/lib/platform/process/singleton";
import { WechatError } from "@/lib/providers/wechat/words";
import { ACCOUNT } from "./internal/account";
import { signPage } from "./sign-page";
import { setTestAccount } from "./testing-account.fixture";

let account = setTestAccount();
beforeEach(() => {
  account = setTestAccount();
  env().MEMBER_HOST = undefined;
});
const sign = (path: string, actor = userActor("usr_1")) =>
  signPage({ ctx: testContext(actor), input: { path } });

test("a page is signed at the host of the member pages, by its own path and query", async () => {
  expect((await sign("/m/notices?from=singlemessage")).signature).toBe(
    "http://localhost:3000/m/notices?from=singlemessage",
  );
  env().MEMBER_HOST = "member.example.com";
  expect((await sign("/notices")).signature).toBe("http://member.example.com/notices");
});

test.each(["https://evil.example/", "//evil.example/", "notices", "/\\evil.example", "/a#b", "/a b", ""])(
  "%j is no page of ours",
  async (path) => {
    await expect(sign(path)).rejects.toThrow();
  },
);

test("is for people, and says when WeChat does not answer or is not set up", async () => {
  await expect(
    signPage({ ctx: testContext(anonymousActor()), input: { path: "/m/notices" } }),
  ).rejects.toMatchObject({ status: 401 });
  account.failure = new WechatError("retry", -1, "busy");
  await expect(sign("/m/notices")).rejects.toMatchObject({ status: 503, code: "wechat_unavailable" });
  forget(ACCOUNT);
  await expect(sign("/m/notices")).rejects.toMatchObject({ status: 503, code: "wechat_not_configured" });
});
