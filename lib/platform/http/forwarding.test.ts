import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import {
  FORWARDED_HEADER,
  type ForwardedCall,
  holdsForwarded,
  sendForwarded,
  signForwarded,
  statusOf,
} from "./forwarding";

const SECRET = "a-secret-between-two-processes-0123456789";
const NOW = Date.parse("2026-11-21T08:00:00Z");

const call = (changes: Partial<ForwardedCall> = {}): ForwardedCall => ({
  method: "POST",
  path: "/api/internal/x",
  query: "?a=1&b=%E4%B8%AD+x",
  headers: new Headers({ "x-signature": "s", cookie: "a=b" }),
  body: Buffer.from([0, 255, 13, 10, 0xe4]),
  ...changes,
});

describe("our signature on a forwarded call", () => {
  const value = signForwarded(call(), SECRET, NOW);

  test("holds for the same call, whatever the order of its headers", () => {
    expect(value).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
    const headers = new Headers({ cookie: "a=b", "x-signature": "s", [FORWARDED_HEADER]: value });
    expect(holdsForwarded(call({ headers }), value, SECRET, NOW)).toBe(true);
  });

  test.each<[string, Partial<ForwardedCall>]>([
    ["another method", { method: "PUT" }],
    ["another path", { path: "/api/internal/y" }],
    ["a query in another spelling", { query: "?a=1&b=%e4%b8%ad+x" }],
    ["a query in another order", { query: "?b=%E4%B8%AD+x&a=1" }],
    ["another header value", { headers: new Headers({ "x-signature": "t", cookie: "a=b" }) }],
    ["a header more", { headers: new Headers({ "x-signature": "s", cookie: "a=b", "x-more": "1" }) }],
    ["a header less", { headers: new Headers({ cookie: "a=b" }) }],
    ["one byte more", { body: Buffer.from([0, 255, 13, 10, 0xe4, 0]) }],
    ["another byte", { body: Buffer.from([0, 255, 13, 10, 0xe5]) }],
    ["parts that join to the same text", { path: "/api/internal/x?a=1", query: "&b=%E4%B8%AD+x" }],
  ])("does not hold for %s", (_, changes) => {
    expect(holdsForwarded(call(changes), value, SECRET, NOW)).toBe(false);
  });

  test("holds for five minutes of difference between the clocks, in both directions, and no longer", () => {
    for (const [seconds, holds] of [
      [0, true],
      [299, true],
      [-299, true],
      [301, false],
      [-301, false],
    ] as const)
      expect(holdsForwarded(call(), value, SECRET, NOW + seconds * 1_000)).toBe(holds);
  });

  test("does not hold with another secret, with another moment, or in another shape", () => {
    const mac = value.slice(value.indexOf("v1="));
    expect(holdsForwarded(call(), value, `${SECRET}x`, NOW)).toBe(false);
    for (const bad of [
      null,
      "",
      mac,
      `t=${NOW + 1},${mac}`,
      `${value}x`,
      value.toUpperCase(),
      `t=,${mac}`,
      "t=1,v1=",
    ])
      expect(holdsForwarded(call(), bad, SECRET, NOW)).toBe(false);
  });
});

describe("a call that is sent", () => {
  const servers: ReturnType<typeof createServer>[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.closeAllConnections();
  });
  const listen = (answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> =>
    new Promise((resolve) => {
      const server = createServer(answer);
      servers.push(server);
      server.listen(0, "127.0.0.1", () =>
        resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
      );
    });
  const send = (origin: string, sent = call(), timeoutMs = 5_000) =>
    sendForwarded(sent, { origin, secret: SECRET, timeoutMs, nowMs: NOW });

  test("arrives byte for byte with query and headers, and its answer comes back as it was", async () => {
    const got: { url?: string; body: Buffer; headers: IncomingMessage["headers"] }[] = [];
    const origin = await listen(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      got.push({ url: request.url, body: Buffer.concat(parts), headers: request.headers });
      response.writeHead(302, { location: "/elsewhere", "set-cookie": ["a=1", "b=2"] }).end();
    });
    const answer = await send(origin);
    expect(got[0]?.url).toBe("/api/internal/x?a=1&b=%E4%B8%AD+x");
    expect(got[0]?.body.equals(Buffer.from(call().body))).toBe(true);
    expect(got[0]?.headers).toMatchObject({ "x-signature": "s", cookie: "a=b" });
    expect(holdsForwarded(call(), String(got[0]?.headers[FORWARDED_HEADER]), SECRET, NOW)).toBe(true);
    expect([answer.status, answer.headers.get("location"), answer.headers.getSetCookie()]).toEqual([
      302,
      "/elsewhere",
      ["a=1", "b=2"],
    ]);
    expect(got).toHaveLength(1);
  });

  test("that is not answered, or not to the end, is given up", async () => {
    const silent = await listen(() => {});
    await expect(send(silent, call(), 50)).rejects.toThrow();
    const half = await listen((_, response) =>
      response.writeHead(200, { "content-length": "10" }).write("half"),
    );
    await expect(send(half, call(), 200)).rejects.toThrow();
    await expect(send("http://127.0.0.1:9")).rejects.toThrow();
  });

  test("tells the status of an address, or that there is none", async () => {
    const origin = await listen((_, response) => response.writeHead(503).end("away"));
    expect(await statusOf(origin, 5_000)).toBe(503);
    expect(await statusOf("http://127.0.0.1:9", 5_000)).toBeNull();
  });
});
