import { describe, expect, test } from "vitest";
import {
  confirmUntil,
  decideDevice,
  decideLink,
  decideSignIn,
  isBindingScene,
  isNewerFollow,
  keywordOf,
  type ScannedSession,
  standingOf,
  stateAt,
} from "./rules";

const NOW = new Date("2026-05-01T10:00:00Z");
const inMs = (ms: number) => new Date(NOW.getTime() + ms);
const session = (parts: Partial<ScannedSession> = {}): ScannedSession => ({
  purpose: "device",
  state: "pending",
  expiresAt: inMs(60_000),
  identityId: null,
  qrContent: "http://weixin.qq.com/q/x",
  ...parts,
});

describe("the state of a code", () => {
  test.each([
    ["device", "pending", "expired"],
    ["sign_in", "scanned", "expired"],
    ["sign_in", "bound", "expired"],
    ["device", "bound", "bound"],
    ["link", "bound", "bound"],
    ["sign_in", "claimed", "claimed"],
    ["device", "refused", "refused"],
    ["link", "cancelled", "cancelled"],
  ] as const)("%s %s is %s when its time is over, and itself before", (purpose, state, late) => {
    const timed = { purpose, state, expiresAt: NOW };
    expect(stateAt(timed, NOW)).toBe(late);
    expect(stateAt(timed, inMs(-1))).toBe(state);
  });

  test("who scans late still has minutes to confirm, and nobody gets less than the code had", () => {
    expect(confirmUntil(inMs(1_000), NOW)).toEqual(inMs(5 * 60_000));
    expect(confirmUntil(inMs(9 * 60_000), NOW)).toEqual(inMs(9 * 60_000));
  });
});

describe("what a scan finds", () => {
  test.each([
    ["the first person of an open code", session(), "open"],
    ["an unknown scene", null, "void"],
    ["a code that nobody can have seen", session({ qrContent: null }), "void"],
    ["a late code", session({ expiresAt: NOW }), "void"],
    ["a cancelled code", session({ state: "cancelled" }), "void"],
    ["one's own bound code", session({ state: "bound", identityId: "me" }), "again"],
    ["one's own refused code", session({ state: "refused", identityId: "me" }), "again"],
    ["one's own waiting code", session({ purpose: "link", state: "scanned", identityId: "me" }), "again"],
    ["a code that another has bound", session({ state: "bound", identityId: "other" }), "void"],
    ["a code that waits for another", session({ state: "scanned", identityId: "other" }), "void"],
    ["a code that another was refused", session({ state: "refused", identityId: "other" }), "void"],
  ] as const)("%s", (_, found, standing) => expect(standingOf(found, "me", NOW)).toBe(standing));
});

describe("binding a client", () => {
  const facts = { status: "active", holder: "nobody", boundElsewhere: 0, limit: 2 } as const;
  test.each([
    ["a free one", {}, "bind"],
    ["the last that the plan allows", { boundElsewhere: 1 }, "bind"],
    ["one more than the plan allows", { boundElsewhere: 2 }, { refused: "device_limit" }],
    ["one's own again", { holder: "self" }, "rebind"],
    ["one's own again beyond the limit", { holder: "self", boundElsewhere: 5 }, "rebind"],
    ["another member's", { holder: "other" }, "move"],
    [
      "another member's, beyond the limit",
      { holder: "other", boundElsewhere: 2 },
      { refused: "device_limit" },
    ],
    ["for a suspended member", { status: "suspended" }, { refused: "account_unavailable" }],
    [
      "for a deleted member, even their own",
      { status: "deleted", holder: "self" },
      { refused: "account_unavailable" },
    ],
  ] as const)("%s", (_, change, decision) => expect(decideDevice({ ...facts, ...change })).toEqual(decision));
});

describe("handing over an account", () => {
  test.each([
    [null, "confirm"],
    ["active", "confirm"],
    ["suspended", { refused: "account_unavailable" }],
    ["deleted", { refused: "account_unavailable" }],
  ] as const)("signing in as %s", (status, decision) => expect(decideSignIn(status)).toEqual(decision));

  const facts = { status: "active", owner: "nobody", accountHasOther: false } as const;
  test.each([
    ["a new WeChat to an account without one", {}, "link"],
    ["what is linked already", { owner: "self" }, "linked"],
    ["a WeChat of another account", { owner: "other" }, { refused: "wechat_has_other_account" }],
    [
      "a WeChat of another account to one that has a WeChat",
      { owner: "other", accountHasOther: true },
      { refused: "wechat_has_other_account" },
    ],
    ["a second WeChat", { accountHasOther: true }, { refused: "account_has_other_wechat" }],
    ["to a suspended account", { status: "suspended" }, { refused: "account_unavailable" }],
  ] as const)("linking %s", (_, change, decision) =>
    expect(decideLink({ ...facts, ...change })).toEqual(decision),
  );
});

test("only newer events change whether a person follows", () => {
  expect(isNewerFollow(null, NOW)).toBe(true);
  expect(isNewerFollow(inMs(-1_000), NOW)).toBe(true);
  expect(isNewerFollow(NOW, NOW)).toBe(false);
  expect(isNewerFollow(inMs(1_000), NOW)).toBe(false);
});

test("our scenes have their version and 128 random bits", () => {
  expect(isBindingScene(`b1_${"A-_9".repeat(5)}ab`)).toBe(true);
  for (const scene of [
    "",
    "b1_",
    `b1_${"a".repeat(21)}`,
    `b1_${"a".repeat(23)}`,
    `b2_${"a".repeat(22)}`,
    "poster-7",
  ])
    expect(isBindingScene(scene)).toBe(false);
});

test.each([
  ["解绑", "unbind"],
  [" 会员 ", "member"],
  ["帮助", "help"],
  ["HELP", "help"],
  ["你好", null],
  ["解绑我的设备", null],
  ["", null],
] as const)("the word %j asks for %s", (text, keyword) => expect(keywordOf(text)).toBe(keyword));
