import { describe, expect, it } from "vitest";
import {
  configOf,
  type Heard,
  type Outcome,
  openBank,
  pair,
  platform,
  sealed,
  signedHeaders,
} from "./bank.fixture";
import { testCertificate } from "./certificate.fixture";
import { wechatPay } from "./client";

const DAY_MS = 86_400_000;
const [OLD, NEW] = ["3A5C7E9F01B2D4F6081A2C3E", "4B6D8F0A12C3E5F7192B3D4F"];
const newer = pair();

const entry = (serial: string, keys: typeof platform, days: [from: number, to: number], named = serial) => ({
  serial_no: named,
  effective_time: "2026-01-01T00:00:00+08:00",
  expire_time: "2031-01-01T00:00:00+08:00",
  encrypt_certificate: sealed(
    testCertificate({
      serial,
      ...keys,
      validFrom: new Date(Date.now() + days[0] * DAY_MS),
      validTo: new Date(Date.now() + days[1] * DAY_MS),
    }),
    "certificate",
  ),
});

const order = { appid: "wx1", mchid: "1", out_trade_no: "XT000001", trade_state: "NOTPAY" };
const isList = ({ target }: Heard) => target === "/v3/certificates";

/** A merchant with platform certificates; `list` answers /v3/certificates and `reply` everything else. */
async function withBank<T>(
  { list, reply }: { list: () => Outcome; reply?: () => Outcome },
  run: (tools: { lists(): Heard[]; clock: { offsetMs: number }; query(): Promise<string> }) => Promise<T>,
  publicKey: { id: string; pem: string } | null = null,
): Promise<T> {
  const signed = { body: order, serial: OLD } satisfies Outcome;
  await using bank = await openBank((heard) => (isList(heard) ? list() : (reply?.() ?? signed)));
  const clock = { offsetMs: 0 };
  const now = () => new Date(Date.now() + clock.offsetMs);
  const pay = wechatPay(configOf(bank.url, { publicKey, now }));
  const query = () =>
    pay.query("XT000001").then(
      ({ state }) => state,
      ({ trouble }) => trouble,
    );
  return await run({ clock, query, lists: () => bank.heard.filter(isList) });
}

describe("platform certificates", () => {
  const list = (): Outcome => ({ body: { data: [entry(OLD, platform, [-100, 900])] }, serial: OLD });

  it("are fetched with the first answer, prove themselves and it, and are kept", async () => {
    await withBank({ list }, async ({ query, lists }) => {
      expect(await query()).toBe("notpay");
      expect(await query()).toBe("notpay");
      expect(lists()).toHaveLength(1);
      expect(lists()[0]).toMatchObject({ method: "GET", authorized: true });
      expect(lists()[0]?.headers).not.toHaveProperty("wechatpay-serial");
    });
  });

  it("are fetched once for callers who come at the same time", async () => {
    await withBank({ list }, async ({ query, lists }) => {
      const states = await Promise.all(Array.from({ length: 8 }, query));
      expect(new Set(states)).toEqual(new Set(["notpay"]));
      expect(lists()).toHaveLength(1);
    });
  });

  it.each([
    [
      "is signed by another key",
      { body: { data: [entry(OLD, platform, [-1, 9])] }, serial: OLD, key: newer.privateKey },
    ],
    ["is not signed", { body: { data: [entry(OLD, platform, [-1, 9])] }, signature: "none" }],
    [
      "names another serial than its certificate",
      { body: { data: [entry(NEW, platform, [-1, 9], OLD)] }, serial: OLD },
    ],
    [
      "is encrypted with another key",
      {
        body: {
          data: [
            {
              ...entry(OLD, platform, [-1, 9]),
              encrypt_certificate: {
                ...entry(OLD, platform, [-1, 9]).encrypt_certificate,
                nonce: "000000000000",
              },
            },
          ],
        },
        serial: OLD,
      },
    ],
    ["holds an expired certificate only", { body: { data: [entry(OLD, platform, [-9, -1])] }, serial: OLD }],
    ["is a failure", { status: 500, body: { code: "SYSTEM_ERROR", message: "x" }, signature: "none" }],
    [
      "is not there",
      { status: 404, body: { code: "RESOURCE_NOT_EXISTS", message: "无可用的平台证书" }, signature: "none" },
    ],
    ["does not come", "cut"],
  ] satisfies [string, Outcome][])("a list that %s makes nothing believable", async (_, outcome) => {
    await withBank({ list: () => outcome }, async ({ query, lists }) => {
      expect(await query()).toBe("unknown");
      // A query is asked twice, but the list is not fetched again within a minute.
      expect(lists()).toHaveLength(1);
    });
  });

  it("an unknown serial has the list fetched at once, at most once a minute", async () => {
    let data = [entry(OLD, platform, [-100, 900])];
    let serial = OLD;
    const keys = { [OLD]: platform, [NEW]: newer };
    const reply = (): Outcome => ({ body: order, serial, key: keys[serial]?.privateKey });
    await withBank(
      { list: () => ({ body: { data }, serial: OLD }), reply },
      async ({ query, lists, clock }) => {
        expect(await query()).toBe("notpay");
        serial = NEW;
        data = [...data, entry(NEW, newer, [-1, 999])];
        expect(await query()).toBe("unknown");
        expect(lists()).toHaveLength(1);
        clock.offsetMs = 61_000;
        expect(await query()).toBe("notpay");
        expect(lists()).toHaveLength(2);
        serial = OLD;
        expect(await query()).toBe("notpay");
        expect(lists()).toHaveLength(2);
      },
    );
  });

  it("are fetched again after twelve hours, and what is known serves when that fails, until it expires", async () => {
    let broken = false;
    const at = { offsetMs: 0 };
    const reply = (): Outcome => {
      const now = new Date(Date.now() + at.offsetMs);
      return { body: order, headers: signedHeaders(JSON.stringify(order), { serial: OLD, at: now }) };
    };
    const once = (): Outcome =>
      broken ? "cut" : { body: { data: [entry(OLD, platform, [-100, 2])] }, serial: OLD };
    await withBank({ list: once, reply }, async ({ query, lists, clock }) => {
      expect(await query()).toBe("notpay");
      broken = true;
      at.offsetMs = clock.offsetMs = 13 * 3_600_000;
      expect(await query()).toBe("notpay");
      await expect.poll(() => lists().length).toBe(2);
      expect(await query()).toBe("notpay");
      expect(lists()).toHaveLength(2);
      at.offsetMs = clock.offsetMs = 3 * DAY_MS;
      expect(await query()).toBe("unknown");
    });
  });

  it("a serial that is none costs no fetch", async () => {
    await withBank(
      { list, reply: () => ({ body: order, serial: "../../etc/passwd" }) },
      async ({ query, lists }) => {
        expect(await query()).toBe("unknown");
        expect(lists()).toHaveLength(0);
      },
    );
  });
});

it("public key and certificates verify side by side, each by its serial only", async () => {
  const id = "PUB_KEY_ID_0119000072912026112100000000000001";
  const publicKey = { id, pem: newer.publicKey.export({ type: "spki", format: "pem" }).toString() };
  let reply: Outcome = "cut";
  const list = (): Outcome => ({ body: { data: [entry(OLD, platform, [-1, 9])] }, serial: OLD });
  await withBank(
    { list, reply: () => reply },
    async ({ query, lists }) => {
      reply = { body: order, serial: id, key: newer.privateKey };
      expect(await query()).toBe("notpay");
      expect(lists()).toHaveLength(0);
      reply = { body: order, serial: OLD, key: platform.privateKey };
      expect(await query()).toBe("notpay");
      expect(lists()).toHaveLength(1);
      reply = { body: order, serial: OLD, key: newer.privateKey };
      expect(await query()).toBe("unknown");
      reply = { body: order, serial: id, key: platform.privateKey };
      expect(await query()).toBe("unknown");
    },
    publicKey,
  );
});
