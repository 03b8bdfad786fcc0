import { afterEach, expect, test } from "vitest";
import { type AnsweredRequest, setRequestSink } from "@/lib/platform/process/request-sink";
import type { ResolvedCaller } from "../session/resolve-caller";
import { noteAnswer, routeOf } from "./note-answer";

afterEach(() => setRequestSink(null));

test.each<[string, Record<string, string | string[]>, string]>([
  [
    "/api/v1/images/img_01m80x22p3bzha7aeh91bcm4mn/lineage",
    { id: "img_01m80x22p3bzha7aeh91bcm4mn" },
    "/api/v1/images/:id/lineage",
  ],
  ["/s/50wKbh3ij3TO3N1AQNO3AQ/images", { token: "50wKbh3ij3TO3N1AQNO3AQ" }, "/s/:token/images"],
  ["/authors/%E5%B1%B1", { username: "山" }, "/authors/:username"],
  ["/api/api", { vendor: "api" }, "/api/:vendor"],
  ["/files/%zz", { name: "%zz" }, "/files/:name"],
  ["/a/b/c", { path: ["b", "c"] }, "/a/:path/:path"],
  ["/api/v1/images/img_01m80x22p3bzha7aeh91bcm4mn", {}, "/api/v1/images/:id"],
])("%s with its values is %# one route", (path, params, route) => {
  expect(routeOf(path, params)).toBe(route);
});

const user = { kind: "user", userId: "usr_1", plan: "free", role: "user", address: "" } as const;
const callers: [ResolvedCaller | undefined, string, string | null][] = [
  [undefined, "web", null],
  [{ actor: user, byCookie: true }, "web", "usr_1"],
  [{ actor: { ...user, viewedBy: "usr_9" }, byCookie: true }, "web", "usr_9"],
  [{ actor: { kind: "anonymous", address: "192.0.2.1" }, byCookie: false }, "web", null],
  [
    {
      actor: { kind: "device", deviceId: "dev_1", userId: null, plan: "free", address: "" },
      byCookie: false,
      platform: "windows",
    },
    "windows",
    null,
  ],
  [
    {
      actor: { kind: "key", keyId: "key_1", userId: "usr_2", plan: "pro", scopes: [], address: "" },
      byCookie: false,
    },
    "program",
    "usr_2",
  ],
];
test.each(callers)(
  "caller %# is told with its kind and its person, and no address",
  (session, client, userId) => {
    const told: AnsweredRequest[] = [];
    setRequestSink((request) => void told.push(request));
    const response = new Response("x", { status: 409, headers: { "content-length": "1" } });
    const rest = { requestId: "req_1", params: {}, errorCode: "not_enough_credits", durationMs: 1.6 };
    noteAnswer(new Request("http://localhost/api/v1/me?secret=1"), response, { ...rest, session });
    expect(told).toEqual([
      {
        at: expect.any(Date),
        requestId: "req_1",
        method: "GET",
        route: "/api/v1/me",
        client,
        userId,
        status: 409,
        errorCode: "not_enough_credits",
        durationMs: 2,
        bytesOut: 1,
      },
    ]);
  },
);

test("without a log, as on the web tier, nothing is told and nothing fails", () => {
  const answered = { requestId: "req_1", params: {}, session: undefined, errorCode: null, durationMs: 1 };
  expect(() => noteAnswer(new Request("http://localhost/"), new Response(null), answered)).not.toThrow();
});
