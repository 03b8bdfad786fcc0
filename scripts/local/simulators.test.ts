import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { simulated, vendors } from "@/simulators/vendors";
import { commandOf } from "../bootstrap/lock.mjs";
import { typescriptArguments } from "../bootstrap/node.mjs";
import { portIsFree } from "./ports";
import { childEnv, launch } from "./processes";
import { simulatorsWanted, withSimulators } from "./simulated-vendors";
import { type SimulatorUrls, startSimulators } from "./simulators";

const urls: SimulatorUrls = {
  openai: "http://127.0.0.1:4101",
  replicate: "http://127.0.0.1:4102",
  stability: "http://127.0.0.1:4103",
  midjourney: "http://127.0.0.1:4104",
  bailian: "http://127.0.0.1:4105",
  a1111: "http://127.0.0.1:4106",
  wechat: "http://127.0.0.1:4107",
  phone: "http://127.0.0.1:4108",
  receiver: "http://127.0.0.1:4109",
};
const wechat = { WECHAT_APP_ID: "wx0123456789abcdef", WECHAT_API_BASE: urls.wechat };
const allHosts = Object.values(urls)
  .map((url) => new URL(url).host)
  .join(",");

describe("an environment with simulators", () => {
  it("has every vendor, a second one to fail over to, a chat model and an address to call back", () => {
    expect(withSimulators({}, { urls, wechat }, { appUrl: "http://localhost:3000" })).toEqual({
      OPENAI_API_KEY: "sim-main-openai",
      OPENAI_BASE_URL: "http://127.0.0.1:4101/v1",
      OPENAI_BACKUP_API_KEY: "sim-backup-openai",
      OPENAI_BACKUP_BASE_URL: "http://127.0.0.1:4101/v1",
      REPLICATE_API_KEY: "sim-main-replicate",
      REPLICATE_BASE_URL: "http://127.0.0.1:4102/v1",
      STABILITY_API_KEY: "sim-main-stability",
      STABILITY_BASE_URL: "http://127.0.0.1:4103",
      MIDJOURNEY_API_KEY: "sim-main-midjourney",
      MIDJOURNEY_BASE_URL: "http://127.0.0.1:4104",
      BAILIAN_API_KEY: "sim-main-bailian",
      BAILIAN_BASE_URL: "http://127.0.0.1:4105/api/v1",
      A1111_API_KEY: "sim-main-a1111",
      A1111_BASE_URL: "http://127.0.0.1:4106",
      CHAT_API_KEY: "sim-chat",
      CHAT_BASE_URL: "http://127.0.0.1:4101/v1",
      CHAT_MODEL: "qwen-plus",
      WEBHOOK_BASE_URL: "http://localhost:3000",
      ...wechat,
      SIMULATED_PHONE_URL: "http://127.0.0.1:4107/phone",
      OUTBOUND_ALLOW: allHosts,
      SIMULATED_VENDORS: "1",
    });
  });

  it("counts an empty value as not given and keeps everything else", () => {
    const env = withSimulators({ OPENAI_API_KEY: "", CHAT_MODEL: "glm", PORT: "1" }, { urls, wechat });
    expect(env).toMatchObject({ OPENAI_API_KEY: "sim-main-openai", CHAT_MODEL: "glm", PORT: "1" });
    expect(env).not.toHaveProperty("WEBHOOK_BASE_URL");
  });

  it("never sends a real key to a simulator, and never lets a real vendor fail over to one", () => {
    const env = withSimulators(
      { OPENAI_API_KEY: "sk-real", OUTBOUND_ALLOW: "gpu.lan:7860" },
      { urls, wechat },
    );
    expect(env.OPENAI_API_KEY).toBe("sk-real");
    for (const name of ["OPENAI_BASE_URL", "OPENAI_BACKUP_API_KEY", "OPENAI_BACKUP_BASE_URL"])
      expect(env).not.toHaveProperty(name);
    expect(env.STABILITY_API_KEY).toBe("sim-main-stability");
    expect(env.OUTBOUND_ALLOW).toBe(`gpu.lan:7860,${allHosts}`);
  });

  it("simulates nothing of WeChat where the operator has an account of their own", () => {
    for (const given of [{ WECHAT_APP_ID: "wxfedcba9876543210" }, { WECHAT_PAY_MCH_ID: "10000001" }]) {
      const env = withSimulators(given, { urls, wechat });
      for (const name of ["WECHAT_API_BASE", "SIMULATED_PHONE_URL"]) expect(env).not.toHaveProperty(name);
    }
  });

  it("leaves alone a vendor of which only the address is given, and a chat model of which only the key is", () => {
    const given = { A1111_BASE_URL: "http://gpu.lan:7860", CHAT_API_KEY: "sk-chat" };
    const env = withSimulators(given, { urls, wechat });
    expect(env).toMatchObject(given);
    for (const name of ["A1111_API_KEY", "CHAT_BASE_URL", "CHAT_MODEL"]) expect(env).not.toHaveProperty(name);
  });

  it("gives a simulator's address to a key that only simulators know", () => {
    const env = withSimulators({ STABILITY_API_KEY: "sim-quota" }, { urls, wechat });
    expect(env).toMatchObject({ STABILITY_API_KEY: "sim-quota", STABILITY_BASE_URL: urls.stability });
  });

  it("gives no address of this machine to a real vendor that calls back", () => {
    const env = withSimulators(
      { REPLICATE_API_KEY: "r8_real" },
      { urls, wechat },
      { appUrl: "http://localhost:3000" },
    );
    expect(env).not.toHaveProperty("WEBHOOK_BASE_URL");
  });

  it("says nothing of simulated vendors when all of them are real", () => {
    const real = Object.fromEntries(vendors.map((vendor) => [`${vendor.toUpperCase()}_API_KEY`, "real"]));
    expect(withSimulators(real, { urls, wechat })).not.toHaveProperty("SIMULATED_VENDORS");
  });

  it("is not wanted where the operator has said so", () => {
    expect(simulatorsWanted({ SIMULATED_VENDORS: "0" })).toBe(false);
    expect(simulatorsWanted({ SIMULATED_VENDORS: "false" })).toBe(false);
    expect(simulatorsWanted({ SIMULATED_VENDORS: "" })).toBe(true);
    expect(simulatorsWanted({})).toBe(true);
  });
});

/** Free ports below those that systems hand out, so that nobody gets one of them by chance between two starts. */
async function quietPorts(): Promise<Record<string, number>> {
  const ports: Record<string, number> = {};
  let port = 20_000 + (process.pid % 1_000) * 10;
  for (const vendor of simulated) {
    while (!(await portIsFree(port, "127.0.0.1"))) port += 1;
    ports[vendor] = port;
    port += 1;
  }
  return ports;
}

describe("the simulators' process", { timeout: 180_000 }, () => {
  const root = process.cwd();
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "xintu-simulators-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("answers for every vendor, and at the same addresses after another start where they are free", async () => {
    const portsFile = join(folder, "simulators.json");
    const options = { root, portsFile, logFile: join(folder, "simulators.log"), speed: 1_000 };
    const first = await startSimulators({ ...options, ports: await quietPorts() });
    expect(Object.keys(first.urls)).toEqual([...simulated]);
    for (const vendor of vendors)
      expect(await (await fetch(`${first.urls[vendor]}/__requests`)).json()).toEqual([]);
    expect(commandOf(first.pid)).toContain(first.command);
    await first.stop();
    expect(commandOf(first.pid)).toBeUndefined();

    const taken = createServer();
    const port = Number(new URL(first.urls.stability).port);
    // Where somebody else on this machine was quicker, the address is taken all the same.
    await new Promise<void>((resolve) => {
      taken.once("error", () => resolve());
      taken.listen(port, "127.0.0.1", resolve);
    });
    const second = await startSimulators(options);
    const moved = vendors.filter((vendor) => second.urls[vendor] !== first.urls[vendor]);
    expect(moved).toContain("stability");
    expect(moved.length).toBeLessThan(vendors.length);
    await second.stop();
    if (taken.listening) await new Promise((resolve) => taken.close(resolve));
    expect(readFileSync(options.logFile, "utf8")).toBe("");
  });

  it("starts at free ports when what it remembers is damaged", async () => {
    const portsFile = join(folder, "simulators.json");
    writeFileSync(portsFile, '{"openai":"x","stability":99999,');
    const running = await startSimulators({ root, portsFile });
    expect(JSON.parse(readFileSync(portsFile, "utf8"))).toMatchObject({
      openai: Number(new URL(running.urls.openai).port),
    });
    await running.stop();
  });

  it("ends when the process that started it is gone", async () => {
    const child = launch(process.execPath, [...typescriptArguments(), "simulators/main.ts"], {
      cwd: root,
      env: childEnv({ PATH: process.env.PATH }),
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    await new Promise((resolve) => child.stdout?.once("data", resolve));
    child.disconnect();
    expect(await ended).toBe(0);
  });

  it("tells which port it does not understand", async () => {
    const child = launch(
      process.execPath,
      [...typescriptArguments(), "simulators/main.ts", "--ports", "flux=1"],
      {
        cwd: root,
        env: childEnv({ PATH: process.env.PATH }),
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    let said = "";
    child.stderr?.on("data", (chunk) => {
      said += chunk;
    });
    expect(await new Promise((resolve) => child.once("close", resolve))).toBe(1);
    expect(said).toContain('"flux=1" is not <vendor>=<port>');
  });
});
