import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { notificationDeliveries, wechatIdentities, wechatSubscriptions } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { sendMail } from "@/lib/providers/mail/client";
import { WechatError } from "@/lib/providers/wechat/words";
import { claimDelivery } from "./deliveries/claim";
import { sweepDeliveries } from "./deliveries/sweep";
import { notifyUser } from "./notify";
import { listWechatConsents } from "./read";
import { recordConsents } from "./record-consents";

vi.mock("@/lib/providers/mail/client", async (original) => ({
  ...(await original<typeof import("@/lib/providers/mail/client")>()),
  sendMail: vi.fn(),
}));

const TEMPLATE = "T".repeat(43);
const APPID = "wx0123456789abcdef";
const given = { ...env() };
let person: Awaited<ReturnType<typeof insertUser>>;
const sendWechat = vi.fn();
const speak = (locale: string) => ({
  title: `title ${locale}`,
  body: "a line that is much longer than what a template holds",
  open: "open",
  because: "because",
  settings: "settings",
});
const start = new Date();
const sweep = (now = start) =>
  sweepDeliveries({
    ctx: testContext({ kind: "job", name: "test" } as const, now),
    ports: { speak, sendWechat },
  });
const tell = (kind: "generation_ended" | "order.fulfilled") =>
  notifyUser({
    ctx: testContext({ kind: "job", name: "test" } as const, start),
    input: { userId: person.id, kind, businessKey: newId("request"), data: {} },
  });
const rows = () =>
  db().select().from(notificationDeliveries).where(eq(notificationDeliveries.userId, person.id));

beforeEach(async () => {
  env().SMTP_URL = undefined;
  await db().delete(notificationDeliveries);
  person = await insertUser({ locale: "en" });
  vi.mocked(sendMail).mockReset().mockResolvedValue(undefined);
  sendWechat.mockReset().mockResolvedValue(undefined);
});
afterEach(() => void Object.assign(env(), given));

describe("mail", () => {
  test("goes to the person in their language, and every try has the same Message-ID", async () => {
    env().SMTP_URL = "smtp://mail.example.com";
    vi.mocked(sendMail).mockRejectedValueOnce(new Error("421 try later"));
    await tell("order.fulfilled");
    await sweep();
    expect(await rows()).toMatchObject([{ state: "waiting", error: "mail_failed", attempts: 1 }]);
    await sweep(new Date(start.getTime() + 70_000));
    const [row] = await rows();
    expect(row).toMatchObject({ state: "delivered", attempts: 2 });
    expect(vi.mocked(sendMail)).toHaveBeenCalledTimes(2);
    for (const [mail] of vi.mocked(sendMail).mock.calls)
      expect(mail).toMatchObject({
        to: person.email,
        subject: "title en",
        messageId: `<${row?.id}@localhost>`,
        text: expect.stringContaining("/settings/notifications"),
      });
  });

  test("is dropped with its reason where none is set up, and for an account without an address", async () => {
    await tell("order.fulfilled");
    await sweep();
    expect(await rows()).toMatchObject([{ state: "dropped", error: "no_mail", nextAt: null }]);
    env().SMTP_URL = "smtp://mail.example.com";
    person = await insertUser({ email: null });
    await tell("order.fulfilled");
    await sweep();
    expect(await rows()).toMatchObject([{ state: "dropped", error: "no_email", nextAt: null }]);
    expect(sendMail).not.toHaveBeenCalled();
  });

  test("is not sent to somebody who has been suspended meanwhile", async () => {
    env().SMTP_URL = "smtp://mail.example.com";
    person = await insertUser({ status: "suspended" });
    await tell("order.fulfilled");
    await sweep();
    expect(await rows()).toMatchObject([{ state: "dropped", error: "account_closed" }]);
  });
});

describe("WeChat", () => {
  const openid = () => `o${person.id}`;
  const follow = (follows = true) =>
    db()
      .insert(wechatIdentities)
      .values({ id: newId("wechatIdentity"), appid: APPID, openid: openid(), userId: person.id, follows });
  const consent = (accepted = true) =>
    recordConsents({
      ctx: testContext({ kind: "webhook", vendor: "wechat" } as const),
      input: { userId: person.id, changes: [{ templateId: TEMPLATE, accepted }] },
    });
  const left = async () => {
    const [row] = await db()
      .select()
      .from(wechatSubscriptions)
      .where(eq(wechatSubscriptions.userId, person.id));
    return row?.left ?? 0;
  };
  beforeEach(() => {
    env().WECHAT_APP_ID = APPID;
    env().WECHAT_TEMPLATE_GENERATION = `${TEMPLATE}:thing1,thing2,time3`;
  });

  test("gets one message for each consent, in the template's own keys, and then no more", async () => {
    await follow();
    await consent();
    await tell("generation_ended");
    await sweep();
    expect(sendWechat).toHaveBeenCalledExactlyOnceWith({
      openid: openid(),
      templateId: TEMPLATE,
      page: expect.stringMatching(/^http/),
      data: {
        thing1: "title en",
        thing2: "a line that is much…",
        time3: expect.stringMatching(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/),
      },
    });
    expect(await rows()).toMatchObject([{ channel: "wechat", state: "delivered" }]);
    expect(await left()).toBe(0);
    await tell("generation_ended");
    expect(await rows()).toHaveLength(1);
  });

  test("sees what can be told in WeChat, and for how many more messages consent is left", async () => {
    const seen = () => listWechatConsents({ ctx: testContext(userActor(person.id)) });
    expect(await seen()).toEqual([{ group: "generation", templateId: TEMPLATE, left: 0 }]);
    await consent();
    await consent();
    expect(await seen()).toEqual([{ group: "generation", templateId: TEMPLATE, left: 2 }]);
    await consent(false);
    expect(await seen()).toEqual([{ group: "generation", templateId: TEMPLATE, left: 0 }]);
    env().WECHAT_TEMPLATE_GENERATION = undefined;
    expect(await seen()).toEqual([]);
  });

  test("gets nothing for kinds without a template, for who does not follow, and for who has taken it back", async () => {
    await follow(false);
    await consent();
    await tell("generation_ended");
    expect(await rows()).toEqual([]);
    await db().update(wechatIdentities).set({ follows: true }).where(eq(wechatIdentities.userId, person.id));
    await consent(false);
    expect(await left()).toBe(0);
    await tell("generation_ended");
    expect(await rows()).toEqual([]);
  });

  test("that is busy did nothing: the consent comes back and the message is tried again", async () => {
    await follow();
    await consent();
    sendWechat.mockRejectedValueOnce(new WechatError("retry", -1, "system busy"));
    await tell("generation_ended");
    await sweep();
    expect(await rows()).toMatchObject([{ state: "waiting", error: "busy" }]);
    expect(await left()).toBe(1);
    await sweep(new Date(start.getTime() + 70_000));
    expect(await rows()).toMatchObject([{ state: "delivered" }]);
    expect(await left()).toBe(0);
  });

  test("that did not answer may have sent it: it is not repeated", async () => {
    await follow();
    await consent();
    sendWechat.mockRejectedValueOnce(new WechatError("retry", 0, "No answer in time."));
    await tell("generation_ended");
    await sweep();
    expect(await rows()).toMatchObject([{ state: "failed", error: "unknown_outcome", nextAt: null }]);
    expect(await left()).toBe(0);
  });

  test("that knows of no consent ends our count of them", async () => {
    await follow();
    await consent();
    await consent();
    sendWechat.mockRejectedValueOnce(new WechatError("person", 43101, "user refuse to accept the msg"));
    await tell("generation_ended");
    await sweep();
    expect(await rows()).toMatchObject([{ state: "dropped", error: "refused" }]);
    expect(await left()).toBe(0);
  });

  test("is not told again what a dead process was about to send", async () => {
    await follow();
    await consent();
    await tell("generation_ended");
    const [row] = await rows();
    await claimDelivery(testContext({ kind: "job", name: "test" } as const, start), row?.id ?? "");
    expect(await left()).toBe(0);
    await sweep(new Date(start.getTime() + 3 * 60_000));
    expect(sendWechat).not.toHaveBeenCalled();
    expect(await rows()).toMatchObject([{ state: "failed", error: "unknown_outcome" }]);
  });

  test("two messages on one consent: one is sent, the other dropped", async () => {
    await follow();
    await consent();
    await Promise.all([tell("generation_ended"), tell("generation_ended")]);
    await sweep();
    expect(sendWechat).toHaveBeenCalledTimes(1);
    expect((await rows()).map(({ state }) => state).sort()).toEqual(["delivered", "dropped"]);
  });
});
