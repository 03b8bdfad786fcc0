import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { apiConfigs } from "@/db/schema";
import { anonymousActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { openConnection } from "@/lib/api-configs/open";
import { newId } from "@/lib/platform/ids";
import { seal } from "@/lib/platform/key-ring/seal";
import { startBailianSimulator } from "@/simulators/bailian/server";
import { startOpenaiSimulator } from "@/simulators/openai/server";
import { improvePrompt } from "./improve";
import { canTranslate, getPromptHelp } from "./read";
import { needsTranslation } from "./rules";
import { translatePrompt } from "./translate";

vi.hoisted(() => {
  process.env.OUTBOUND_ALLOW = "127.0.0.1:*";
});

type Simulator = Awaited<ReturnType<typeof startOpenaiSimulator>>;
let openai: Simulator;
let bailian: Simulator;
let userId = "";
const by = (id = userId) => testContext(userActor(id));
const job = () => testContext();
const CHAT = "/v1/chat/completions";
const PROMPT = "江南水乡，细雨";

beforeAll(async () => {
  openai = await startOpenaiSimulator({ speed: 1_000 });
  bailian = await startBailianSimulator({ speed: 1_000 });
});
afterAll(() => Promise.all([openai.close(), bailian.close()]));
beforeEach(async () => {
  await db().delete(apiConfigs);
  openai.forget();
  bailian.forget();
  userId = (await insertUser()).id;
});

interface Chat {
  owner?: string | null;
  apiKey?: string;
  at?: "openai" | "bailian" | string;
  type?: "chat" | "image";
  isEnabled?: boolean;
}
async function insertChat({
  owner = null,
  apiKey = "sim-key",
  at = "openai",
  type = "chat",
  isEnabled,
}: Chat) {
  const id = newId("apiConfig");
  const known: Record<string, string> = {
    openai: `${openai.url}/v1`,
    bailian: `${bailian.url}/compatible-mode/v1`,
  };
  await db()
    .insert(apiConfigs)
    .values({
      id,
      userId: owner,
      slot: owner ? null : id,
      name: "words",
      type,
      provider: at === "bailian" ? "bailian" : "openai",
      baseUrl: known[at] ?? at,
      apiKey: seal(apiKey, `api-config:${id}`),
      apiKeyLast4: "xxxx",
      model: "qwen-plus",
      isEnabled,
    });
  return id;
}
const improve = (prompt = PROMPT) => improvePrompt({ ctx: by(), input: { prompt } });
const askedWith = () => openai.requests.map(({ authorization }) => authorization);

describe("improvePrompt", () => {
  test.each(["openai", "bailian"] as const)(
    "answers more words in the prompt's own language, by %s",
    async (at) => {
      await insertChat({ at });
      const chinese = await improve();
      if ("reason" in chinese) throw new Error(chinese.reason);
      expect(chinese.prompt).toContain("江南水乡");
      expect(chinese.prompt.length).toBeGreaterThan(PROMPT.length);
      const english = await improve("a small boat at dawn");
      if ("reason" in english) throw new Error(english.reason);
      expect(needsTranslation(english.prompt)).toBe(false);
      expect(english.prompt).toContain("a small boat at dawn");
    },
  );

  test("never answers more than the chosen model reads", async () => {
    await insertChat({});
    const answer = await improvePrompt({
      ctx: by(),
      input: { prompt: "a lighthouse ".repeat(40), maxChars: 200 },
    });
    if ("reason" in answer) throw new Error(answer.reason);
    expect(answer.prompt.length).toBeLessThanOrEqual(200);
  });

  test("asks the person's own language model before the platform's, and nobody else's", async () => {
    const other = (await insertUser()).id;
    await insertChat({ apiKey: "sim-platform" });
    await insertChat({ owner: other, apiKey: "sim-theirs" });
    await improve();
    await insertChat({ owner: userId, apiKey: "sim-mine" });
    await improve();
    expect(askedWith()).toEqual(["Bearer sim-platform", "Bearer sim-mine"]);
  });

  test("says that none is configured where there is none, none enabled, only another's or only one for pictures", async () => {
    const none = { ok: false, reason: "prompt_help_not_configured" };
    expect(await improve()).toEqual(none);
    await insertChat({ isEnabled: false });
    await insertChat({ owner: (await insertUser()).id });
    await insertChat({ owner: userId, type: "image" });
    expect(await improve()).toEqual(none);
    expect(await getPromptHelp({ ctx: by() })).toEqual({ available: false, reason: "not_configured" });
    expect(openai.requests).toEqual([]);
  });

  test.each([
    ["429_retry_after", "prompt_help_failed"],
    ["500_then_ok", "prompt_help_failed"],
    ["503", "prompt_help_failed"],
    ["reset_after_body", "prompt_help_failed"],
    ["malformed_json", "prompt_help_failed"],
    ["html_502", "prompt_help_failed"],
    ["empty_data", "prompt_help_failed"],
    ["auth_401", "prompt_help_failed"],
    ["quota", "prompt_help_failed"],
    ["api_redirect", "prompt_help_failed"],
    ["policy", "prompt_help_declined"],
  ])("asks once and refuses in clear words when the model answers %s", async (scenario, reason) => {
    await insertChat({});
    expect(await improve(`${PROMPT} [[sim:${scenario}]]`)).toEqual({ ok: false, reason });
    expect(openai.count("POST", CHAT)).toBe(1);
  });

  test.each([
    ["policy", "prompt_help_declined"],
    ["quota", "prompt_help_failed"],
    ["429_no_header", "prompt_help_failed"],
    ["empty_data", "prompt_help_failed"],
  ])("asks Bailian once as well when it answers %s", async (scenario, reason) => {
    await insertChat({ at: "bailian" });
    expect(await improve(`${PROMPT} [[sim:${scenario}]]`)).toEqual({ ok: false, reason });
    expect(bailian.count("POST", "/compatible-mode/v1/chat/completions")).toBe(1);
  });

  test.each(["sim-auth_401", "sim-quota"])(
    "tells the owner of a key that is of no use (%s)",
    async (apiKey) => {
      await insertChat({ owner: userId, apiKey });
      await insertChat({});
      expect(await improve()).toEqual({ ok: false, reason: "prompt_help_own_key_refused" });
    },
  );

  test("connects to no address that the outbound guard refuses", async () => {
    await insertChat({ owner: userId, at: "http://169.254.169.254/v1" });
    expect(await improve()).toEqual({ ok: false, reason: "prompt_help_failed" });
  });

  test("gives up when nobody waits any longer", async () => {
    await insertChat({});
    const leave = new AbortController();
    const answer = improvePrompt({
      ctx: by(),
      input: { prompt: `${PROMPT} [[sim:hang]]` },
      signal: leave.signal,
    });
    await vi.waitFor(() => expect(openai.count("POST", CHAT)).toBe(1));
    leave.abort();
    expect(await answer).toEqual({ ok: false, reason: "prompt_help_failed" });
  });

  test("is for people who may generate", async () => {
    const call = (ctx: Parameters<typeof improvePrompt>[0]["ctx"]) =>
      improvePrompt({ ctx, input: { prompt: PROMPT } });
    await expect(call(testContext(anonymousActor()))).rejects.toMatchObject({ status: 401 });
    await expect(call(job())).rejects.toMatchObject({ status: 403 });
  });
});

describe("getPromptHelp", () => {
  test("is on with the platform's language model or an own one, which another person does not have", async () => {
    await insertChat({ owner: userId });
    expect(await getPromptHelp({ ctx: by() })).toEqual({ available: true, reason: null });
    const other = (await insertUser()).id;
    expect((await getPromptHelp({ ctx: by(other) })).available).toBe(false);
    await insertChat({});
    expect((await getPromptHelp({ ctx: by(other) })).available).toBe(true);
  });
});

describe("translatePrompt", () => {
  test.each(["openai", "bailian"] as const)("answers English for jobs, by %s", async (at) => {
    await insertChat({ at });
    const english = await translatePrompt({ ctx: job(), input: { prompt: PROMPT } });
    expect(english).toMatch(/water town/i);
    expect(needsTranslation(english)).toBe(false);
  });

  test("asks the platform's language model alone, never a person's", async () => {
    await insertChat({ owner: userId, apiKey: "sim-mine" });
    expect(await canTranslate(by())).toBe(false);
    await expect(translatePrompt({ ctx: job(), input: { prompt: PROMPT } })).rejects.toMatchObject({
      errorClass: "invalid_request",
    });
    await insertChat({ apiKey: "sim-platform" });
    expect(await canTranslate(by())).toBe(true);
    await translatePrompt({ ctx: job(), input: { prompt: PROMPT } });
    expect(askedWith()).toEqual(["Bearer sim-platform"]);
  });

  test.each([
    ["policy", "content_policy"],
    ["503", "provider_error"],
    ["empty_data", "provider_error"],
    ["reset_after_body", "unknown_outcome"],
    ["quota", "quota_exhausted"],
  ])("asks once and fails with a class when the model answers %s", async (scenario, errorClass) => {
    await insertChat({});
    const prompt = `${PROMPT} [[sim:${scenario}]]`;
    await expect(translatePrompt({ ctx: job(), input: { prompt } })).rejects.toMatchObject({ errorClass });
    expect(openai.count("POST", CHAT)).toBe(1);
  });

  test("is for jobs only", async () => {
    await expect(translatePrompt({ ctx: by(), input: { prompt: PROMPT } })).rejects.toMatchObject({
      status: 403,
    });
  });
});

describe("a connection", () => {
  test("opens for the person who asks with words, and no other kind and nobody else's", async () => {
    const other = (await insertUser()).id;
    const mine = await insertChat({ owner: userId });
    const platform = await insertChat({});
    const theirs = await insertChat({ owner: other });
    const picture = await insertChat({ type: "image" });
    for (const id of [mine, platform]) expect((await openConnection(by(), id))?.type).toBe("chat");
    for (const id of [theirs, picture])
      await expect(openConnection(by(), id)).rejects.toMatchObject({ status: 403 });
    await expect(openConnection(testContext(anonymousActor()), platform)).rejects.toMatchObject({
      status: 401,
    });
  });
});
