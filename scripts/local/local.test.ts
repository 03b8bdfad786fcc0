import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readLock, releaseLock, takeLock } from "../bootstrap/lock.mjs";
import { sourceFingerprint } from "./build";
import { freePort, portIsFree } from "./ports";
import { endTree, launch } from "./processes";
import { localSecrets } from "./secrets";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "xintu-local-"));
});
afterEach(() => rmSync(root, { recursive: true }));

describe("the build's fingerprint", () => {
  const write = (file: string, text: string) => {
    mkdirSync(join(root, file, ".."), { recursive: true });
    writeFileSync(join(root, file), text);
    return sourceFingerprint(root, {});
  };

  it("changes with a source and with its place, and not with tests and tools", () => {
    const first = write("app/page.tsx", "a");
    expect(write("app/page.tsx", "b")).not.toBe(first);
    expect(write("app/page.tsx", "a")).toBe(first);
    expect(write("lib/a.test.ts", "a")).toBe(first);
    expect(write("scripts/a.ts", "a")).toBe(first);
    expect(write("app/other.tsx", "")).not.toBe(first);
  });

  it("changes with what is compiled in", () => {
    const plain = sourceFingerprint(root, { PORT: "1" });
    expect(sourceFingerprint(root, { PORT: "2" })).toBe(plain);
    expect(sourceFingerprint(root, { XINTU_BUILD_FAIL_POINTS: "1" })).not.toBe(plain);
  });
});

describe("generated secrets", () => {
  it("stay the same, are long, and are readable by their owner only", () => {
    const file = join(root, "data", "secrets.json");
    const first = localSecrets(file);
    expect(localSecrets(file)).toEqual(first);
    expect(first.authSecret.length).toBeGreaterThanOrEqual(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(localSecrets(join(root, "other", "secrets.json"))).not.toEqual(first);
  });

  it("are not replaced when the file is damaged, because the database would not open any more", () => {
    const file = join(root, "secrets.json");
    writeFileSync(file, "{}");
    expect(() => localSecrets(file)).toThrow(/damaged/);
    expect(readFileSync(file, "utf8")).toBe("{}");
  });
});

describe("ports", () => {
  it("are taken when something listens at any local address", async () => {
    const port = await freePort();
    expect(await portIsFree(port, "127.0.0.1")).toBe(true);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, "0.0.0.0", resolve));
    expect(await portIsFree(port, "127.0.0.1")).toBe(false);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe("the lock", () => {
  const lock = (pid: number) => ({ pid, url: "http://localhost:1", mode: "start", children: [] });

  it("of a process that is gone, or that is another program by now, is taken over", () => {
    expect(takeLock(root, lock(process.ppid))).toBeUndefined();
    expect(readLock(root)).toMatchObject({ pid: process.ppid, alive: false });
    expect(takeLock(root, lock(process.pid))).toBeUndefined();
    expect(readLock(root)?.pid).toBe(process.pid);
    releaseLock(root);
    expect(readLock(root)).toBeUndefined();
  });

  it("of a running start is respected", async () => {
    const start = launch(process.execPath, ["-e", "setInterval(() => {}, 1000)", "scripts/start/main.ts"], {
      stdio: "ignore",
    });
    const pid = start.pid ?? 0;
    expect(takeLock(root, lock(pid))).toBeUndefined();
    expect(takeLock(root, lock(process.pid))).toMatchObject({ pid, alive: true });
    await endTree(pid, "SIGTERM", 5_000);
    expect(takeLock(root, lock(process.pid))).toBeUndefined();
  });
});

describe("ending a process", () => {
  it("kills one that does not listen, with everything in its group", async () => {
    const stubborn = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); process.send?.('up')";
    const child = launch(process.execPath, ["-e", stubborn], {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    await new Promise((resolve) => child.once("message", resolve));
    const ended = new Promise((resolve) => child.once("exit", (_code, signal) => resolve(signal)));
    await endTree(child.pid ?? 0, "SIGTERM", 200);
    expect(await ended).toBe("SIGKILL");
  });
});
