import { afterEach, beforeEach, expect, it } from "vitest";
import { ask, type Json, LI_LEI, startWechat } from "@/simulators/wechat/calls.fixture";
import type { WechatSimulator } from "@/simulators/wechat/server";

let sim: WechatSimulator;
beforeEach(async () => {
  sim = await startWechat();
});
afterEach(() => sim.close());

const MINUTE = 60_000;
const credentials = (more: Json = {}) => ({
  grant_type: "client_credential",
  appid: sim.desk.appid,
  secret: sim.desk.secret,
  ...more,
});
const stable = async (more: Json = {}) => (await ask(sim, "/cgi-bin/stable_token", credentials(more))).json;
const classic = async () => {
  const { appid, secret } = sim.desk;
  const path = `/cgi-bin/token?grant_type=client_credential&appid=${appid}&secret=${secret}`;
  return String((await ask(sim, path)).json.access_token);
};
const use = async (token: unknown) =>
  (await ask(sim, `/cgi-bin/user/info?access_token=${token}&openid=${LI_LEI}`)).json.errcode;

it("gives everybody the same token with the time that is left", async () => {
  const first = await stable();
  expect(first).toMatchObject({ expires_in: 7_200 });
  sim.advance(100 * MINUTE);
  const second = await stable();
  expect(second.access_token).toBe(first.access_token);
  expect(second.expires_in).toBeLessThanOrEqual(1_200);
  expect(second.expires_in).toBeGreaterThan(1_190);
  expect(sim.counters.stableTokens).toBe(1);
  expect(sim.count("POST", "/cgi-bin/stable_token")).toBe(2);
});

it("renews when less than five minutes are left, and both tokens work for five more", async () => {
  const { access_token: old } = await stable();
  sim.advance(116 * MINUTE);
  const { access_token: fresh, expires_in } = await stable();
  expect(expires_in).toBe(7_200);
  expect(fresh).not.toBe(old);
  sim.advance(4.9 * MINUTE);
  expect([await use(old), await use(fresh)]).toEqual([undefined, undefined]);
  sim.advance(0.2 * MINUTE);
  expect([await use(old), await use(fresh)]).toEqual([42001, undefined]);
});

it("tells that a token has grown old", async () => {
  const { access_token } = await stable();
  sim.advance(121 * MINUTE);
  expect(await use(access_token)).toBe(42001);
});

it("ends the old token at once by force, not twice within 30 seconds, and 20 times a day", async () => {
  const { access_token: old } = await stable();
  const { access_token: forced } = await stable({ force_refresh: true });
  expect(forced).not.toBe(old);
  expect(await use(old)).toBe(40001);
  expect((await stable({ force_refresh: true })).access_token).toBe(forced);
  // A day of its own, so that midnight in Shanghai does not fall into it.
  sim.advance(2 * 86_400_000 - ((sim.desk.now().getTime() + 8 * 3_600_000) % 86_400_000));
  const answers: Json[] = [];
  for (let time = 0; time < 21; time += 1) {
    answers.push(await stable({ force_refresh: true }));
    sim.advance(31_000);
  }
  expect(answers.slice(0, 20).every(({ errcode }) => errcode === undefined)).toBe(true);
  expect(answers[20]?.errcode).toBe(45009);
  expect(sim.counters.forcedTokens).toBe(21);
});

it("makes a new token for every cgi-bin/token, which ends only its own kind", async () => {
  const { access_token: steady } = await stable();
  const [one, two, three] = [await classic(), await classic(), await classic()];
  expect([await use(one), await use(two), await use(three)]).toEqual([40001, undefined, undefined]);
  sim.advance(5.1 * MINUTE);
  expect([await use(two), await use(three)]).toEqual([40001, undefined]);
  expect(await use(steady)).toBe(undefined);
  expect(await use((await stable()).access_token)).toBe(undefined);
});

it("refuses wrong credentials in WeChat's words, always with status 200", async () => {
  const wrong: [Json, number][] = [
    [{ appid: undefined }, 41002],
    [{ secret: undefined }, 41004],
    [{ grant_type: "other" }, 40002],
    [{ appid: "wx0000000000000000" }, 40013],
    [{ secret: "0".repeat(32) }, 40125],
    [{ force_refresh: "true" }, 47001],
    [{ extra: 1 }, 47001],
  ];
  for (const [more, errcode] of wrong) expect(await stable(more)).toMatchObject({ errcode });
  const malformed = await ask(sim, "/cgi-bin/stable_token", "{");
  expect(malformed).toMatchObject({ status: 200, json: { errcode: 47001 } });
  expect(malformed.json.errmsg).toMatch(/rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/);
  expect((await ask(sim, "/cgi-bin/stable_token")).json.errcode).toBe(43002);
  expect(await use("")).toBe(41001);
  expect(await use("unknown")).toBe(40001);
  expect((await ask(sim, "/cgi-bin/nothing")).json.errcode).toBe(40066);
});

it("plays a token clash once: the token is dead and the next one works", async () => {
  const { access_token } = await stable();
  sim.desk.faults.push({ name: "token_clash", match: "", times: 1, argument: "" });
  expect(await use(access_token)).toBe(40001);
  expect(await use(access_token)).toBe(40001);
  const { access_token: fresh } = await stable();
  expect(fresh).not.toBe(access_token);
  expect(await use(fresh)).toBe(undefined);
  expect(sim.counters.stableTokens).toBe(2);
});

it("plays a used-up quota and a foreign address", async () => {
  sim.desk.faults.push({ name: "ip_40164", match: "", times: 1, argument: "" });
  expect((await stable()).errcode).toBe(40164);
  const { access_token } = await stable();
  sim.desk.faults.push({ name: "quota_45009", match: "user/info", times: 2, argument: "" });
  expect((await stable()).access_token).toBe(access_token);
  expect([await use(access_token), await use(access_token), await use(access_token)]).toEqual([
    45009,
    45009,
    undefined,
  ]);
});
