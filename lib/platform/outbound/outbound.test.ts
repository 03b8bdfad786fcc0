import { createServer } from "node:http";
import { type AddressInfo, type LookupFunction, Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { AppError } from "../errors";
import { forbiddenKind, forbiddenKindForAllowed } from "./addresses";
import { guardedConnector, type Resolver } from "./connect";
import { outboundFetch } from "./fetch";
import { checkUrl, isHostOf, parseAllowList } from "./guard";
import { hostileAddresses } from "./hostile.fixture";

/** A server on every loopback address that counts who connects. */
async function countingServer() {
  let connections = 0;
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.url === "/reset") return void request.socket.destroy();
      if (request.url === "/away")
        return void response.writeHead(302, { location: "http://127.0.0.1:1/" }).end();
      if (request.url === "/long") return void response.end(Buffer.alloc(100_000));
      const body = Buffer.concat(chunks).toString("latin1");
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ method: request.method, headers: request.headers, body }));
    });
  });
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((ready) => server.listen(0, "::", ready));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { port, connections: () => connections, requests: () => requests, close };
}

const answering = (...answers: string[]): Resolver => {
  return async () => answers.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
};
const refusal = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "no refusal",
    (error: unknown) => error,
  );

let server: Awaited<ReturnType<typeof countingServer>>;
let attempts: MockInstance<(this: Socket, ...given: unknown[]) => Socket>;
beforeEach(async () => {
  server = await countingServer();
  attempts = vi.spyOn(Socket.prototype, "connect");
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.close();
});

describe("hostile addresses", () => {
  it("are at least sixty, each another one", () => {
    expect(new Set(hostileAddresses.map(({ url }) => url)).size).toBe(hostileAddresses.length);
    expect(hostileAddresses.length).toBeGreaterThanOrEqual(60);
  });

  it.each(hostileAddresses)("$url is refused for its reason and nothing is connected to", async (hostile) => {
    const asked: string[] = [];
    const resolver: Resolver = async (hostname) => {
      asked.push(hostname);
      return answering(...(hostile.answers ?? ["127.0.0.1"]))(hostname);
    };
    const error = await refusal(outboundFetch({ resolver, allow: "" })(hostile.url));
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ status: 400, code: "address_not_allowed" });
    expect(error).toHaveProperty("detail", expect.stringMatching(hostile.because));
    expect(asked).toHaveLength(hostile.answers ? 1 : 0);
    expect(attempts).not.toHaveBeenCalled();
    expect(server.connections()).toBe(0);
  });

  it("are refused by the connector too, which a way around the URL check would reach", async () => {
    const loopbacks = ["127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1", "0.0.0.0", "::"];
    for (const hostname of loopbacks) {
      const error = await refusal(connect({ hostname }));
      expect(error, hostname).toMatchObject({ code: "address_not_allowed" });
    }
    for (const answers of [["127.0.0.1"], ["93.184.215.14", "127.0.0.1"], ["::1"], ["10.0.0.1"]]) {
      const error = await refusal(connect({ hostname: "a.attacker.net", resolver: answering(...answers) }));
      expect(error, answers.join()).toMatchObject({ code: "address_not_allowed" });
    }
    expect(attempts).not.toHaveBeenCalled();
    expect(server.connections()).toBe(0);
  });

  it("would have been connected to without the rules: the same calls reach the server when it is allowed", async () => {
    const allow = `127.0.0.1:${server.port},a.attacker.net:*`;
    for (const [hostname, resolver] of [
      ["127.0.0.1", undefined],
      ["a.attacker.net", answering("127.0.0.1")],
    ] as const) {
      const socket = await connect({ hostname, resolver, allow });
      socket.destroy();
    }
    await vi.waitFor(() => expect(server.connections()).toBe(2));
  });
});

const connect = (options: { hostname: string; resolver?: Resolver; allow?: string }): Promise<Socket> =>
  new Promise((done, failed) => {
    const connector = guardedConnector(parseAllowList(options.allow ?? ""), options.resolver);
    connector(
      { hostname: options.hostname, protocol: "http:", port: String(server.port) },
      (error, socket) => (error ? failed(error) : done(socket as Socket)),
    );
  });

describe("names that change", () => {
  it("are resolved once: the socket gets the address that was judged, a later answer is judged anew", async () => {
    const answers = ["93.184.215.14", "127.0.0.1"];
    let asked = 0;
    const resolver: Resolver = (hostname) => answering(answers[asked++] ?? "127.0.0.1")(hostname);
    const targets: string[] = [];
    attempts.mockImplementation(function (this: Socket, ...given: unknown[]) {
      const [options] = given.flat() as { lookup: LookupFunction }[];
      for (const all of [true, false])
        options?.lookup("rebind.attacker.net", { all }, (_error, found) => {
          for (const { address } of Array.isArray(found) ? found : [{ address: found }])
            targets.push(address);
        });
      return this.destroy(new Error("stopped before the network"));
    });
    const first = await refusal(connect({ hostname: "rebind.attacker.net", resolver }));
    expect(first).toMatchObject({ message: "stopped before the network" });
    expect(targets).toEqual(["93.184.215.14", "93.184.215.14"]);
    expect(asked).toBe(1);
    const second = await refusal(connect({ hostname: "rebind.attacker.net", resolver }));
    expect(second).toMatchObject({ code: "address_not_allowed" });
    expect(attempts).toHaveBeenCalledTimes(1);
    expect(server.connections()).toBe(0);
  });

  it("are dropped before a byte is sent when the socket ends up somewhere else than was judged", async () => {
    attempts.mockRestore();
    const real = Socket.prototype.connect;
    vi.spyOn(Socket.prototype, "connect").mockImplementation(function (this: Socket, ...given: unknown[]) {
      Object.defineProperty(this, "remoteAddress", { value: "10.0.0.1" });
      return Reflect.apply(real, this, given);
    });
    const error = await refusal(outboundFetch({ allow: "127.0.0.1:*" })(`http://127.0.0.1:${server.port}/`));
    expect(error).toMatchObject({ code: "address_not_allowed" });
    expect(server.requests()).toBe(0);
  });
});

describe("the operator's allow-list", () => {
  const ask = (host: string, allow: string, resolver?: Resolver) =>
    outboundFetch({ allow, resolver })(`http://${host}:${server.port}/`);

  it("opens exactly the host and port that it names, also without https", async () => {
    const exact = await ask("127.0.0.1", `127.0.0.1:${server.port}`);
    expect(exact.status).toBe(200);
    expect((await ask("[::1]", "[::1]:*")).status).toBe(200);
    expect((await ask("gpu.lan", "gpu.lan:*", answering("127.0.0.1"))).status).toBe(200);
    const before = server.connections();
    for (const allow of ["127.0.0.1:1", "127.0.0.2:*", "localhost:*", "[::1]:*"])
      expect(await refusal(ask("127.0.0.1", allow)), allow).toMatchObject({ code: "address_not_allowed" });
    expect(server.connections()).toBe(before);
  });

  it("does not open a cloud's own addresses to a name, whatever it resolves to", async () => {
    for (const address of ["169.254.169.254", "100.100.100.200", "fd00:ec2::254", "168.63.129.16", "0.0.0.0"])
      expect(await refusal(ask("gpu.lan", "gpu.lan:*", answering(address))), address).toMatchObject({
        code: "address_not_allowed",
      });
  });

  it("names the entry that cannot be read", () => {
    expect(parseAllowList(" gpu.lan:7860, [::1]:* ,10.0.0.9:8188,")).toEqual([
      { host: "gpu.lan", port: "7860" },
      { host: "[::1]", port: "*" },
      { host: "10.0.0.9", port: "8188" },
    ]);
    expect(parseAllowList("0x7f.1:80")).toEqual([{ host: "127.0.0.1", port: "80" }]);
    for (const bad of ["gpu.lan", "*:80", "http://gpu.lan:80", "gpu.lan:http", "user@gpu.lan:80"])
      expect(() => parseAllowList(`a.b:1,${bad}`), bad).toThrow(bad);
  });
});

describe("public addresses", () => {
  it("pass the URL check in normal form, and nothing is resolved for it", () => {
    const rules = { allow: [] };
    expect(checkUrl("https://api.openai.com/v1", rules).href).toBe("https://api.openai.com/v1");
    expect(checkUrl("https://API.Example.COM:8443/x", rules).host).toBe("api.example.com:8443");
    expect(checkUrl("https://[2606:4700::1111]/", rules).hostname).toBe("[2606:4700::1111]");
    expect(checkUrl("https://134744072/", rules).hostname).toBe("8.8.8.8");
    expect(checkUrl("https://bücher.de/", rules).hostname).toBe("xn--bcher-kva.de");
  });

  it("are judged by their range", () => {
    for (const address of ["8.8.8.8", "1.1.1.1", "172.32.0.1", "2606:4700::1111", "2a00:1450::8a"])
      expect(forbiddenKind(address), address).toBeNull();
    expect(forbiddenKindForAllowed("10.0.0.1")).toBeNull();
    expect(forbiddenKindForAllowed("169.254.0.1")).toBe("linkLocal");
  });

  it("can be limited to some hosts, which never opens others", () => {
    const hosts = ["api.example.com", "*.cdn.example.com", "127.0.0.1", "only.example.com:8443"];
    const at = (text: string) => isHostOf(new URL(text), hosts);
    expect(at("https://api.example.com/")).toBe(true);
    expect(at("https://eu.cdn.example.com/")).toBe(true);
    expect(at("https://cdn.example.com/")).toBe(false);
    expect(at("https://evilcdn.example.com/")).toBe(false);
    expect(at("https://api.example.com.evil.net/")).toBe(false);
    expect(at("https://only.example.com/")).toBe(false);
    expect(at("https://only.example.com:8443/")).toBe(true);
    expect(() => checkUrl("https://127.0.0.1/", { allow: [], allowedHosts: hosts })).toThrow(AppError);
    expect(() => checkUrl("https://api.openai.com/", { allow: [], allowedHosts: hosts })).toThrow(AppError);
  });
});

describe("outboundFetch", () => {
  const guarded = (maxBytes?: number) => outboundFetch({ allow: "127.0.0.1:*", maxBytes });
  const at = (path: string) => `http://127.0.0.1:${server.port}${path}`;

  it("sends a form of the platform's own class as multipart with its files", async () => {
    const form = new FormData();
    form.append("prompt", "一只猫");
    form.append("image[]", new File([new Uint8Array([1, 2, 3])], "a.png", { type: "image/png" }));
    form.append("image[]", new Blob(["xyz"]), "b.png");
    const response = await guarded()(at("/"), { method: "POST", body: form });
    expect(response).toBeInstanceOf(Response);
    const seen = (await response.json()) as { headers: Record<string, string>; body: string };
    expect(seen.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
    const body = Buffer.from(seen.body, "latin1").toString("utf8");
    expect(body).toContain("一只猫");
    expect(body.match(/name="image\[\]"; filename="[ab].png"/g)).toHaveLength(2);
    expect(body).toContain("Content-Type: image/png");
    expect(body).toContain("\u0001\u0002\u0003");
  });

  it("takes JSON, headers of every class and a whole Request", async () => {
    const headers = new Headers({ authorization: "Bearer k", "content-type": "application/json" });
    const posted = await guarded()(at("/"), { method: "POST", headers, body: '{"a":1}' });
    expect(await posted.json()).toMatchObject({ body: '{"a":1}', headers: { authorization: "Bearer k" } });
    const request = new Request(at("/"), { method: "PUT", headers, body: "whole" });
    expect(await (await guarded()(request)).json()).toMatchObject({ method: "PUT", body: "whole" });
  });

  it("hands a redirect back and does not follow it, whatever the caller wants", async () => {
    const response = await guarded()(at("/away"), { redirect: "follow" });
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toBe("http://127.0.0.1:1/");
    expect(server.connections()).toBe(1);
  });

  it("sends a request once, also when the connection breaks after it", async () => {
    await expect(guarded()(at("/reset"), { method: "POST", body: "order" })).rejects.toThrow("fetch failed");
    expect(server.requests()).toBe(1);
  });

  it("fails a body that is longer than the bound, and stops with the caller's reason", async () => {
    const long = await guarded(50_000)(at("/long"));
    await expect(long.arrayBuffer()).rejects.toMatchObject({ code: "answer_too_large" });
    expect((await (await guarded(100_000)(at("/long"))).arrayBuffer()).byteLength).toBe(100_000);
    const reason = new Error("enough");
    await expect(guarded()(at("/"), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("lets failures to connect through with their code, so that a caller knows that nothing was sent", async () => {
    const { port } = server;
    await server.close();
    const error = await refusal(outboundFetch({ allow: "127.0.0.1:*" })(`http://127.0.0.1:${port}/`));
    expect(error).toMatchObject({ cause: { code: "ECONNREFUSED" } });
    const resolver: Resolver = () => Promise.reject(Object.assign(new Error("none"), { code: "ENOTFOUND" }));
    const nowhere = await refusal(outboundFetch({ allow: "", resolver })("https://nowhere.example.org/"));
    expect(nowhere).toMatchObject({ cause: { code: "ENOTFOUND" } });
  });
});
