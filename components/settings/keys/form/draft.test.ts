import { describe, expect, it, test } from "vitest";
import { type ApiConfigView, configProviderIds, createApiConfigInput } from "@/lib/api-configs/schema";
import {
  canChat,
  changesOf,
  creationOf,
  draftOf,
  type KeyDraft,
  keyForm,
  keyProblem,
  needsKey,
  startOf,
} from "./draft";

const config: ApiConfigView = {
  id: "cfg_00000000000000000000000000",
  name: "Work",
  type: "image",
  provider: "openai",
  baseUrl: "https://api.openai.com/v1",
  apiKeyLast4: "wxyz",
  model: "gpt-image-2",
  options: {},
  test: null,
  createdAt: "2026-11-21T00:00:00.000Z",
};

const draft = (change: Partial<KeyDraft> = {}): KeyDraft => ({
  provider: "openai",
  type: "image",
  name: "Work",
  apiKey: "sk-1234567890",
  ...startOf("openai", "image"),
  ...change,
});

/** Fields at fault with zod's code or our own word for it. */
const faults = (value: unknown, stored: ApiConfigView | null = null) => {
  const result = keyForm(stored).safeParse(value);
  return (result.error?.issues ?? []).map(({ path, code, message }) => [
    path.join("."),
    code === "custom" ? message : code,
  ]);
};

describe("a vendor's form", () => {
  test.each(configProviderIds)("of %s begins with values that the server takes", (provider) => {
    const baseUrl = startOf(provider, "image").baseUrl || "https://proxy.example.com";
    const start = draft({ provider, ...startOf(provider, "image"), baseUrl });
    expect(faults(start)).toEqual([]);
    expect(createApiConfigInput.safeParse(creationOf(start)).error).toBeUndefined();
  });

  it("offers chat only where the server takes it, and with the address of the compatible mode", () => {
    expect(configProviderIds.filter(canChat)).toEqual(["openai", "bailian"]);
    expect(startOf("bailian", "chat")).toEqual({
      baseUrl: "https://dashscope.aliyuncs.com/compatible-mode/v1",
      model: "qwen-plus",
      options: {},
    });
  });

  it("wants a key of every vendor but self-hosted servers", () => {
    expect(configProviderIds.filter((id) => !needsKey(id))).toEqual(["a1111"]);
  });

  it("chooses the first of each list of options, and leaves out what says nothing", () => {
    const start = startOf("midjourney", "image");
    expect(start.options).toEqual({ dialect: "novicezk", mode: "" });
    expect(creationOf(draft({ provider: "midjourney", ...start })).options).toEqual({ dialect: "novicezk" });
  });
});

describe("the form's rules", () => {
  it("tell a missing key together with the other faults", () => {
    expect(faults(draft({ name: " ", apiKey: "", model: "two words" }))).toEqual([
      ["name", "too_small"],
      ["model", "invalid_format"],
      ["apiKey", "key_needed"],
    ]);
  });

  it("take addresses, keys and models as they are pasted, with blanks around them", () => {
    const pasted = draft({
      baseUrl: " https://api.openai.com/v1 ",
      apiKey: " sk-1\n",
      model: "gpt-image-2 ",
    });
    expect(keyForm(null).parse(pasted)).toMatchObject({
      baseUrl: "https://api.openai.com/v1",
      apiKey: "sk-1",
      model: "gpt-image-2",
    });
  });

  test.each(["api.openai.com", "ftp://api.openai.com", "https://api.openai.com/v1?key=1", ""])(
    "refuse the address %j",
    (baseUrl) => {
      expect(faults(draft({ baseUrl })).map(([field]) => field)).toContain("baseUrl");
    },
  );
});

describe("a kept key", () => {
  test.each([
    { name: "stays with its server", change: { baseUrl: "https://api.openai.com/v2" }, problem: null },
    {
      name: "does not go to another one",
      change: { baseUrl: "https://evil.example/v1" },
      problem: "key_again",
    },
    {
      name: "is replaced by a new one anywhere",
      change: { baseUrl: "https://other.example/v1", apiKey: "sk-2" },
      problem: null,
    },
    { name: "is not judged while the address is unfinished", change: { baseUrl: "https://" }, problem: null },
  ])("$name", ({ change, problem }) => {
    expect(keyProblem({ ...draftOf(config), ...change }, config)).toBe(problem);
  });

  it("does not exist where a self-hosted server has none", () => {
    const own = { ...config, provider: "a1111" as const, baseUrl: "https://a.example", apiKeyLast4: "" };
    expect(keyProblem({ ...draftOf(own), baseUrl: "https://b.example" }, own)).toBeNull();
  });
});

describe("changes of a stored config", () => {
  it("are none when nothing was touched, also where the server holds fewer options than the form shows", () => {
    expect(changesOf(draftOf(config), config)).toEqual({});
    expect(changesOf({ ...draftOf(config), baseUrl: `${config.baseUrl}/` }, config)).toEqual({});
  });

  it("hold only what differs", () => {
    expect(changesOf({ ...draftOf(config), name: "Home" }, config)).toEqual({ name: "Home" });
    expect(changesOf({ ...draftOf(config), apiKey: "sk-new", model: "gpt-image-1.5" }, config)).toEqual({
      apiKey: "sk-new",
      model: "gpt-image-1.5",
    });
    expect(changesOf({ ...draftOf(config), options: { dialect: "compatible" } }, config)).toEqual({
      options: { dialect: "compatible" },
    });
  });

  it("send an option that was emptied as absent", () => {
    const own = { ...config, provider: "bailian" as const, options: { workspace: "ws-1" } };
    expect(changesOf({ ...draftOf(own), options: { workspace: "" } }, own)).toEqual({ options: {} });
  });
});
