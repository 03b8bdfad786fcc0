import { drizzle } from "drizzle-orm/postgres-js";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Database, db, openPool } from "@/db/client";
import * as schema from "@/db/schema";
import { env } from "@/lib/platform/env";
import { wechatAccount } from "@/lib/providers/wechat/client";
import type { WechatAccount } from "@/lib/providers/wechat/words";
import { startWechatSimulator, type WechatSimulator } from "@/simulators/wechat/server";
import { tokenStore } from "./internal/token-store";

let wechat: WechatSimulator;
let other: Database;

beforeAll(async () => {
  wechat = await startWechatSimulator({ speed: 1_000 });
  other = drizzle(openPool(env().DATABASE_URL, 8), { schema });
});
afterAll(async () => {
  await wechat.close();
  await other.$client.end({ timeout: 1 });
});
beforeEach(() => db().delete(schema.wechatTokens));

/** The official account as an instance of the app has it, with connections of its own. */
function instance(pool: () => Database): WechatAccount {
  const { appid, secret, token, aesKey } = wechat.desk;
  const bases = { apiBase: wechat.url, openBase: wechat.url };
  return wechatAccount({ appid, secret, token, aesKey, mode: "secure", ...bases }, tokenStore(appid, pool));
}
const renewals = () => wechat.count("POST", "/cgi-bin/stable_token");

/** Twenty-five calls of each of two instances, all at once. */
async function load(): Promise<string[]> {
  const instances = [instance(db), instance(() => other)];
  const codes = await Promise.all(
    instances.flatMap((account, i) =>
      Array.from({ length: 25 }, (_, n) => account.createSceneQr(`b1_${i}_${n}`, 600, new Date())),
    ),
  );
  return codes.map((code) => code.url);
}

test("two instances under load ask WeChat for one token", async () => {
  const before = renewals();
  expect(new Set(await load()).size).toBe(50);
  expect(renewals()).toBe(before + 1);
  await load();
  expect(renewals()).toBe(before + 1);
});

test("a token that WeChat has ended is replaced once for both, and no call fails", async () => {
  await load();
  const before = renewals();
  wechat.desk.faults.push({ name: "token_clash", match: "qrcode", times: 1, argument: "" });
  expect(new Set(await load()).size).toBe(50);
  expect(renewals()).toBe(before + 1);
});
