import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DownloadOptions, downloadBounded, pictureFormat } from "./download";
import { outboundFetch } from "./fetch";

const PNG = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(5_000, 7)]);

type Answer = (response: ServerResponse) => void;
interface Seen {
  host: string;
  path: string;
  headers: IncomingHttpHeaders;
}

async function pictureServer() {
  const answers = new Map<string, Answer>();
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    seen.push({ host: request.headers.host ?? "", path, headers: request.headers });
    const answer = answers.get(path);
    if (answer) answer(response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { port, answers, seen, close };
}

let server: Awaited<ReturnType<typeof pictureServer>>;
beforeEach(async () => {
  server = await pictureServer();
});
afterEach(() => server.close());

const at = (host: string, path: string) => `http://${host}:${server.port}${path}`;
const send =
  (body: Buffer | string, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(status, headers).end(body);
const sendTo = (location: string) => send("", 302, { location });

/** Three names of this machine are allowed; everything else is judged as always. */
function download(url: string, options: Partial<DownloadOptions> = {}): Promise<Buffer> {
  const guarded = outboundFetch({
    allow: "one.example.net:*,two.example.net:*,three.example.net:*",
    resolver: async () => [{ address: "127.0.0.1", family: 4 }],
  });
  return downloadBounded(guarded, url, { maxBytes: 10_000, timeoutMs: 5_000, ...options });
}

describe("downloadBounded", () => {
  it("answers the bytes of a picture, whatever its Content-Type says", async () => {
    server.answers.set("/a", send(PNG, 200, { "content-type": "text/html" }));
    expect(await download(at("one.example.net", "/a"))).toEqual(PNG);
  });

  it("knows PNG, JPEG and WebP by their first bytes and nothing else", () => {
    expect(pictureFormat(PNG)).toBe("png");
    expect(pictureFormat(Buffer.from("ffd8ffe000104a4649460001", "hex"))).toBe("jpeg");
    expect(pictureFormat(Buffer.from("RIFF\u0001\u0001\u0001\u0001WEBPVP8 ", "latin1"))).toBe("webp");
    for (const other of ["GIF89a______", "<svg xmlns=''>", "RIFF____WAVE", "\u0089PNG", ""])
      expect(pictureFormat(Buffer.from(other, "latin1")), other).toBeNull();
  });

  it.each([
    [
      "a web page",
      send("<html>not a picture, but long enough to be judged</html>", 200, { "content-type": "image/png" }),
    ],
    ["a body that is too short to be a picture", send(PNG.subarray(0, 8))],
    ["nothing", send("")],
  ])("refuses %s as no picture", async (_, answer) => {
    server.answers.set("/a", answer);
    await expect(download(at("one.example.net", "/a"))).rejects.toMatchObject({
      code: "download_not_an_image",
      status: 422,
    });
  });

  it("refuses a picture that is too large, by its word or by its bytes", async () => {
    server.answers.set("/said", send(PNG, 200, { "content-length": "5008" }));
    server.answers.set("/streamed", (response) => {
      response.writeHead(200);
      response.write(PNG);
      response.end(PNG);
    });
    for (const path of ["/said", "/streamed"])
      await expect(download(at("one.example.net", path), { maxBytes: 5_007 })).rejects.toMatchObject({
        code: "download_too_large",
      });
    expect((await download(at("one.example.net", "/said"), { maxBytes: 5_008 })).length).toBe(5_008);
  });

  it("tells pictures that are gone from servers that may answer later", async () => {
    const expected = { 401: "gone", 403: "gone", 404: "gone", 410: "gone", 408: "failed", 429: "failed" };
    for (const [status, end] of Object.entries({ ...expected, 500: "failed", 503: "failed" })) {
      server.answers.set(`/${status}`, send("no", Number(status)));
      await expect(download(at("one.example.net", `/${status}`)), status).rejects.toMatchObject({
        code: `download_${end}`,
        status: end === "gone" ? 410 : 502,
      });
    }
  });

  it("may be tried again after a cut, a body that breaks off or a server that says nothing", async () => {
    server.answers.set("/cut", (response) => void response.socket?.destroy());
    server.answers.set("/broken", (response) => {
      response.writeHead(200, { "content-length": "5008" });
      response.write(PNG.subarray(0, 100), () => response.socket?.destroy());
    });
    server.answers.set("/silent", () => undefined);
    for (const [path, timeoutMs] of [
      ["/cut", 5_000],
      ["/broken", 5_000],
      ["/silent", 50],
    ] as const)
      await expect(download(at("one.example.net", path), { timeoutMs }), path).rejects.toMatchObject({
        code: "download_failed",
        status: 502,
      });
  });

  it("stops with the caller's own reason", async () => {
    server.answers.set("/silent", () => undefined);
    const controller = new AbortController();
    const work = download(at("one.example.net", "/silent"), { signal: controller.signal });
    const reason = new Error("cancelled");
    controller.abort(reason);
    await expect(work).rejects.toBe(reason);
  });

  it("follows three redirects, but sends its headers to the first origin only", async () => {
    server.answers.set("/a", sendTo("/b"));
    server.answers.set("/b", sendTo(at("two.example.net", "/c")));
    server.answers.set("/c", sendTo(at("two.example.net", "/d")));
    server.answers.set("/d", send(PNG));
    const allowedHosts = ["one.example.net", "two.example.net"];
    const headers = { authorization: "Bearer secret" };
    expect(await download(at("one.example.net", "/a"), { allowedHosts, headers })).toEqual(PNG);
    expect(server.seen.map(({ path, headers: sent }) => [path, sent.authorization])).toEqual([
      ["/a", "Bearer secret"],
      ["/b", "Bearer secret"],
      ["/c", undefined],
      ["/d", undefined],
    ]);
  });

  it("refuses a fourth redirect", async () => {
    for (const [from, to] of [
      ["/a", "/b"],
      ["/b", "/c"],
      ["/c", "/d"],
      ["/d", "/e"],
    ] as const)
      server.answers.set(from, sendTo(to));
    server.answers.set("/e", send(PNG));
    await expect(download(at("one.example.net", "/a"))).rejects.toMatchObject({
      code: "address_not_allowed",
    });
    expect(server.seen).toHaveLength(4);
  });

  it("goes to no host that was not named: neither first nor by a redirect", async () => {
    server.answers.set("/a", sendTo(at("two.example.net", "/b")));
    server.answers.set("/b", send(PNG));
    const refused = { code: "address_not_allowed" };
    await expect(download(at("one.example.net", "/a"))).rejects.toMatchObject(refused);
    const options = { allowedHosts: ["one.example.net", "*.three.example.net"] };
    await expect(download(at("one.example.net", "/a"), options)).rejects.toMatchObject(refused);
    await expect(download(at("two.example.net", "/b"), options)).rejects.toMatchObject(refused);
    expect(server.seen.map(({ path }) => path)).toEqual(["/a", "/a"]);
  });

  it.each([
    "https://127.0.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://[::ffff:127.0.0.1]/",
    "https://2130706433/",
    "http://one.example.org/",
    "file:///etc/passwd",
    "https://user@one.example.net/",
    "https://localhost/",
  ])("judges what a redirect leads to like any other address: %s", async (location) => {
    server.answers.set("/a", sendTo(location));
    const allowedHosts = ["one.example.net", new URL(location).hostname];
    await expect(download(at("one.example.net", "/a"), { allowedHosts })).rejects.toMatchObject({
      code: "address_not_allowed",
    });
    expect(server.seen).toHaveLength(1);
  });
});
