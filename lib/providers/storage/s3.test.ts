import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { s3Storage } from "./s3";
import type { Storage } from "./types";

const ACCESS = "AKIATEST";
const SECRET = "secret-key";
const REGION = "cn-test-1";
const BUCKET = "pictures";
const PNG = { contentType: "image/png" };

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
}

const objects = new Map<string, { bytes: Buffer; contentType: string }>();
let seen: Seen[] = [];
let failures: number[] = [];
/** Files that are never delivered, by their key: a request that comes late meets the same as the others. */
const stuck = new Map<string, "stall" | "silence">();
let server: Server;
let files: Storage;

const hash = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data).digest();
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** Verifies AWS Signature Version 4 as its documentation describes it. */
function signatureIsRight(request: IncomingMessage, url: URL, body: Buffer): boolean {
  const header = String(request.headers.authorization);
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      header,
    );
  if (!parts) return false;
  const [, access, day = "", region, signed = "", signature] = parts;
  const payload = String(request.headers["x-amz-content-sha256"]);
  if (access !== ACCESS || region !== REGION) return false;
  if (payload !== "UNSIGNED-PAYLOAD" && payload !== hash(body)) return false;
  const query = [...url.searchParams]
    .map(([k, v]) => `${encode(k)}=${encode(v)}`)
    .toSorted()
    .join("&");
  const headers = signed.split(";").map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const canonical = [request.method, url.pathname, query, headers.join(""), signed, payload].join("\n");
  const scope = `${day}/${REGION}/s3/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", request.headers["x-amz-date"], scope, hash(canonical)].join("\n");
  const key = hmac(hmac(hmac(hmac(`AWS4${SECRET}`, day), REGION), "s3"), "aws4_request");
  return hmac(key, text).toString("hex") === signature;
}

const refuse = (response: ServerResponse, status: number, code: string) => {
  response.writeHead(status, { "content-type": "application/xml" });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
};

function answerList(url: URL, response: ServerResponse): void {
  const query = url.searchParams;
  const matching = [...objects.keys()]
    .filter((key) => key.startsWith(query.get("prefix") ?? "") && key > (query.get("start-after") ?? ""))
    .toSorted();
  const limit = Number(query.get("max-keys"));
  const rows = matching.slice(0, limit).map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`);
  response.writeHead(200, { "content-type": "application/xml" });
  response.end(
    `<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>${matching.length > limit}</IsTruncated>${rows.join("")}</ListBucketResult>`,
  );
}

function answerObject(request: IncomingMessage, response: ServerResponse, key: string, body: Buffer): void {
  const object = objects.get(key);
  if (request.method === "PUT") {
    objects.set(key, { bytes: body, contentType: String(request.headers["content-type"]) });
    response.writeHead(200, { etag: `"${hash(body).slice(0, 32)}"` }).end();
    return;
  }
  if (request.method === "DELETE") {
    objects.delete(key);
    response.writeHead(204).end();
    return;
  }
  if (!object) {
    refuse(response, 404, "NoSuchKey");
    return;
  }
  const etag = `"${hash(object.bytes).slice(0, 32)}"`;
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
  if (range && Number(range[1]) >= object.bytes.length) {
    refuse(response, 416, "InvalidRange");
    return;
  }
  const bytes = range ? object.bytes.subarray(Number(range[1]), Number(range[2]) + 1) : object.bytes;
  response.writeHead(range ? 206 : 200, {
    "content-length": bytes.length,
    "content-type": object.contentType,
    etag,
  });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  const url = new URL(request.url ?? "/", "http://s3");
  seen.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers });
  const [, bucket, ...segments] = decodeURIComponent(url.pathname).split("/");
  const key = segments.join("/");
  if (stuck.get(key) === "silence") return;
  if (stuck.get(key) === "stall") {
    response.writeHead(200, { "content-length": 1000 });
    response.write("only the beginning");
    return;
  }
  const failure = failures.shift();
  if (failure !== undefined) return refuse(response, failure, "SlowDown");
  if (!signatureIsRight(request, url, body)) return refuse(response, 403, "SignatureDoesNotMatch");
  if (bucket !== BUCKET) return refuse(response, 404, "NoSuchBucket");
  if (url.searchParams.get("list-type") === "2") answerList(url, response);
  else answerObject(request, response, key, body);
}

const settings = () => ({
  bucket: BUCKET,
  region: REGION,
  accessKeyId: ACCESS,
  secretAccessKey: SECRET,
  endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
});

beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  objects.clear();
  seen = [];
  failures = [];
  stuck.clear();
  files = s3Storage(settings());
});

const readAll = async (stream: ReadableStream<Uint8Array>) =>
  Buffer.from(await new Response(stream).arrayBuffer());

describe("S3 storage", () => {
  it("signs its requests and addresses another endpoint in path style", async () => {
    await files.put("images/img_1/a.png", Buffer.from("picture"), PNG);
    expect(seen[0]).toMatchObject({
      method: "PUT",
      headers: { "content-type": "image/png", "content-length": "7" },
    });
    expect(seen[0]?.url.split("?")[0]).toBe("/pictures/images/img_1/a.png");
    expect(seen[0]?.headers["content-encoding"]).toBeUndefined();
    const stranger = s3Storage({ ...settings(), secretAccessKey: "another" });
    await expect(stranger.get("images/img_1/a.png")).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
  });

  it("gives back what was put and removes it repeatedly", async () => {
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, i) => i % 251));
    await files.put("images/img_1/a.png", bytes, PNG);
    expect((await files.get("images/img_1/a.png"))?.equals(bytes)).toBe(true);
    expect(await files.stat("images/img_1/a.png")).toEqual({
      sizeBytes: 100_000,
      etag: hash(bytes).slice(0, 32),
    });
    await files.remove("images/img_1/a.png");
    await files.remove("images/img_1/a.png");
    expect(await files.get("images/img_1/a.png")).toBeNull();
    expect(await files.stat("images/img_1/a.png")).toBeNull();
  });

  it("streams whole files and ranges, and refuses as the disk does", async () => {
    await files.put("images/img_1/a.png", Buffer.from("0123456789"), PNG);
    expect((await readAll(await files.openRange("images/img_1/a.png"))).toString()).toBe("0123456789");
    expect(
      (await readAll(await files.openRange("images/img_1/a.png", { start: 2, end: 4 }))).toString(),
    ).toBe("234");
    await expect(files.openRange("images/img_2/a.png")).rejects.toMatchObject({
      status: 404,
      code: "not_found",
    });
    for (const range of [
      { start: 10, end: 20 },
      { start: 5, end: 4 },
      { start: -1, end: 4 },
    ])
      await expect(files.openRange("images/img_1/a.png", range)).rejects.toMatchObject({ status: 416 });
  });

  it("lists page by page", async () => {
    for (const name of ["images/img_1/a", "images/img_1/b", "images/img_2/a", "zips/z"])
      await files.put(name, Buffer.from("x"), PNG);
    const first = await files.list("images/", 2);
    expect(first).toEqual({ keys: ["images/img_1/a", "images/img_1/b"], nextCursor: "images/img_1/b" });
    expect(await files.list("images/", 2, first.nextCursor ?? "")).toEqual({
      keys: ["images/img_2/a"],
      nextCursor: null,
    });
    expect(await files.list("images/img_2", 10)).toEqual({ keys: ["images/img_2/a"], nextCursor: null });
  });

  it("asks nothing of the store for a key that is not of the plain form", async () => {
    for (const key of ["", "a", "../x/y", "images/../x", "images/A", "/images/x"]) {
      await expect(files.get(key)).rejects.toThrow();
      await expect(files.put(key, Buffer.from("x"), PNG)).rejects.toThrow();
      await expect(files.remove(key)).rejects.toThrow();
    }
    await expect(files.list("", 10)).rejects.toThrow();
    expect(seen).toEqual([]);
  });

  it("repeats what the store refused for the moment, and tells when it keeps refusing", async () => {
    failures = [503, 500];
    await files.put("images/img_1/a.png", Buffer.from("x"), PNG);
    expect(seen).toHaveLength(3);
    failures = [503, 503, 503];
    await expect(files.get("images/img_1/a.png")).rejects.toMatchObject({ name: "SlowDown" });
  });

  it("does not wait for ever: no answer and a stalled body are errors", async () => {
    const impatient = s3Storage({ ...settings(), answerTimeoutMs: 50, idleTimeoutMs: 100 });
    stuck.set("images/img_1/a.png", "silence").set("images/img_1/b.png", "stall");
    await expect(impatient.get("images/img_1/a.png")).rejects.toMatchObject({ name: "TimeoutError" });
    await expect(impatient.get("images/img_1/b.png")).rejects.toThrow();
  });
});
