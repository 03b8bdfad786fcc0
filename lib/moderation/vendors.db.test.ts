import { asc, eq } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { moderationChecks, platformSettings } from "@/db/schema";
import { adminActor, testContext } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { insertImage } from "@/lib/images/testing-image.fixture";
import { forget } from "@/lib/platform/process/singleton";
import { startBailianSimulator } from "@/simulators/bailian/server";
import { type Simulator, startSimulator } from "@/simulators/kit/server";
import { startOpenaiSimulator } from "@/simulators/openai/server";
import { listCheckers } from "./admin";
import { checkImage } from "./check-image";
import { checkText } from "./check-text";
import { setCheckers } from "./set-checkers";

type Choice = "default" | "on" | "off";
const asAdmin = testContext(adminActor((await insertUser({ role: "admin" })).id));
let openai: Simulator;
let bailian: Simulator;
const names = [
  ...["MODERATION_OPENAI", "MODERATION_BAILIAN", "MODERATION_TIMEOUT_MS", "OUTBOUND_ALLOW"],
  ...["OPENAI_API_KEY", "OPENAI_BASE_URL", "BAILIAN_API_KEY", "BAILIAN_BASE_URL"],
];

/** As a process that was started with these settings. */
function startWith(settings: Record<string, string>): void {
  for (const name of names) delete process.env[name];
  Object.assign(process.env, settings);
  forget("env");
  forget("outbound");
}
const both = (changes: Record<string, string> = {}) => ({
  ...{ MODERATION_OPENAI: "1", OPENAI_API_KEY: "sim-main", OPENAI_BASE_URL: `${openai.url}/v1` },
  ...{ MODERATION_BAILIAN: "1", BAILIAN_API_KEY: "sim-main", BAILIAN_BASE_URL: `${bailian.url}/api/v1` },
  OUTBOUND_ALLOW: `${new URL(openai.url).host},${new URL(bailian.url).host}`,
  ...changes,
});

beforeAll(async () => {
  openai = await startOpenaiSimulator({ speed: 1_000 });
  bailian = await startBailianSimulator({ speed: 1_000 });
});
beforeEach(() => {
  openai.forget();
  bailian.forget();
});
afterEach(() => startWith({}));
afterAll(() => Promise.all([openai.close(), bailian.close()]));

const newSubject = async () => insertImage((await insertUser()).id);
const look = async (background: string, known?: string) => {
  const subjectId = known ?? (await newSubject());
  const create = { width: 96, height: 96, channels: 3 as const, background };
  const original = await sharp({ create }).png().toBuffer();
  return checkImage({ ctx: testContext(), input: { subjectId, round: 1, original } });
};
const readFor = (subjectId: string) =>
  checkText({ ctx: testContext(), input: { subjectId, round: 1, text: "a quiet lake" } });
const read = async (text: string, unwanted = "") =>
  checkText({ ctx: testContext(), input: { subjectId: await newSubject(), round: 1, text, unwanted } });

describe("checkImage", () => {
  test("asks nobody where nobody is configured", async () => {
    startWith({});
    expect(await look("#3a7")).toEqual([]);
  });

  test.each([
    ["#3a7", "pass", "pass"],
    ["#f00", "block", "block"],
    ["#ff0", "review", "review"],
    ["#0ff", "unavailable", "pass"],
  ])("of %s keeps what each of two vendors says", async (colour, byBailian, byOpenai) => {
    startWith(both());
    expect(await look(colour)).toMatchObject([
      { kind: "image", checker: "bailian", verdict: byBailian },
      { kind: "image", checker: "openai", verdict: byOpenai },
    ]);
  });

  test("shows a vendor at most 1024 pixels a side and nothing of the file's metadata", async () => {
    const seen: string[] = [];
    const vendor = await startSimulator({
      name: "capture",
      handle: ({ body }) => {
        seen.push(/data:image\/jpeg;base64,([^"]+)/.exec(body.toString())?.[1] ?? "");
        return { status: 503 };
      },
    });
    startWith(both({ BAILIAN_BASE_URL: `${vendor.url}/api/v1`, OUTBOUND_ALLOW: new URL(vendor.url).host }));
    const original = await sharp({ create: { width: 3_000, height: 1_500, channels: 3, background: "#3a7" } })
      .withExif({ IFD0: { Artist: "Ma Li" } })
      .png()
      .toBuffer();
    await checkImage({ ctx: testContext(), input: { subjectId: await newSubject(), round: 1, original } });
    await vendor.close();
    const metadata = await sharp(Buffer.from(seen[0] ?? "", "base64")).metadata();
    expect(metadata).toMatchObject({ format: "jpeg", width: 1024, height: 512 });
    expect(metadata.exif).toBeUndefined();
    expect(seen).toHaveLength(1);
  });

  test("asks each vendor once, however often it is repeated", async () => {
    startWith(both());
    const id = await newSubject();
    const first = await look("#ff0", id);
    expect(await look("#ff0", id)).toEqual(first);
    expect(openai.count("POST", "/v1/moderations")).toBe(1);
    expect(bailian.requests).toHaveLength(1);
  });

  test("takes a refusal by the vendor's own inspection for a doubt, and silence for no answer", async () => {
    startWith(both({ BAILIAN_API_KEY: "sim-policy", OPENAI_API_KEY: "sim-503" }));
    expect(await look("#3a7")).toMatchObject([
      { checker: "bailian", verdict: "review" },
      { checker: "openai", verdict: "unavailable", reasons: [{ error: "provider_error" }] },
    ]);
    startWith(both({ BAILIAN_API_KEY: "sim-hang", MODERATION_OPENAI: "0", MODERATION_TIMEOUT_MS: "1000" }));
    expect(await look("#3a7")).toMatchObject([{ checker: "bailian", verdict: "unavailable" }]);
  });

  test("connects only where the operator allows", async () => {
    startWith(both({ OUTBOUND_ALLOW: "" }));
    expect((await look("#3a7")).map(({ verdict }) => verdict)).toEqual(["unavailable", "unavailable"]);
    expect(openai.requests.length + bailian.requests.length).toBe(0);
  });

  test("refuses what is no picture", async () => {
    startWith(both());
    const input = { subjectId: await newSubject(), round: 1, original: Buffer.from("no picture") };
    await expect(checkImage({ ctx: testContext(), input })).rejects.toMatchObject({ status: 422 });
  });
});

describe("checkText", () => {
  test.each([
    ["a quiet lake", "pass"],
    ["two boxers, boxing", "review"],
    ["血腥的场面", "block"],
  ])("of %j keeps what OpenAI says", async (text, verdict) => {
    startWith(both());
    expect(await read(text)).toMatchObject([{ kind: "prompt", checker: "openai", verdict }]);
  });

  test("does not ask about what is to be kept out, nor about nothing", async () => {
    startWith(both());
    expect(await read("a quiet lake", "gore")).toMatchObject([{ checker: "openai", verdict: "pass" }]);
    expect(await read("  ")).toMatchObject([{ checker: "words", verdict: "pass" }]);
    expect(openai.requests).toHaveLength(1);
  });
});

describe("the switches of the panel", () => {
  const set = async (openai: Choice, bailian: Choice) =>
    setCheckers({ ctx: asAdmin, input: { openai, bailian, reason: "they are down" } });
  const asked = () => [openai.requests.length, bailian.requests.length];
  const verdictsOf = (subjectId: string) =>
    db()
      .select({ kind: moderationChecks.kind, checker: moderationChecks.checker })
      .from(moderationChecks)
      .where(eq(moderationChecks.subjectId, subjectId))
      .orderBy(asc(moderationChecks.kind), asc(moderationChecks.checker));
  afterEach(async () => {
    await db().delete(platformSettings);
    forget("settings.held");
  });

  test("keep a vendor from being asked although the environment turned it on, and let it be asked again", async () => {
    startWith(both());
    const id = await newSubject();
    await set("off", "default");
    await look("#3a7", id);
    expect(await readFor(id)).toEqual([]);
    expect(asked()).toEqual([0, 1]);
    expect(await verdictsOf(id)).toEqual([{ kind: "image", checker: "bailian" }]);

    const another = await newSubject();
    await set("default", "off");
    await look("#3a7", another);
    expect(asked()).toEqual([1, 1]);
    expect(await verdictsOf(another)).toEqual([{ kind: "image", checker: "openai" }]);

    // Nothing that one of them left out is lost: asked again, it says what it says.
    await set("on", "on");
    await look("#3a7", id);
    await readFor(id);
    expect(asked()).toEqual([3, 1]);
    expect(await verdictsOf(id)).toEqual([
      { kind: "prompt", checker: "openai" },
      { kind: "image", checker: "bailian" },
      { kind: "image", checker: "openai" },
    ]);
  });

  test("turn on what the environment left off, and leave it to the environment again", async () => {
    startWith(both({ MODERATION_OPENAI: "0", MODERATION_BAILIAN: "0" }));
    expect(await look("#3a7")).toEqual([]);
    await set("on", "on");
    expect((await look("#3a7")).map(({ checker }) => checker)).toEqual(["bailian", "openai"]);
    expect(await read("a quiet lake")).toMatchObject([{ checker: "openai", verdict: "pass" }]);
    await set("default", "default");
    expect(await look("#3a7")).toEqual([]);
    expect(await read("a quiet lake")).toEqual([]);
    expect(asked()).toEqual([2, 1]);
  });

  test("that are on do not help without the vendor's key", async () => {
    startWith({});
    await set("on", "on");
    expect(await look("#3a7")).toEqual([]);
    expect(await listCheckers({ ctx: asAdmin })).toMatchObject({
      openai: { set: true, isAsked: false, hasKey: false },
      bailian: { set: true, isAsked: false, hasKey: false },
    });
  });
});
