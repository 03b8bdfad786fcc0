import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { networkWords } from "./internal/network-words";
import {
  type ConfigSettings,
  endOfKey,
  mustGiveKeyAgain,
  normalBaseUrl,
  settingsProblems,
  withoutKey,
} from "./rules";
import { configProviderIds, configProviders } from "./schema";

describe("a base URL", () => {
  it.each([
    ["https://api.openai.com/v1", "https://api.openai.com/v1"],
    ["https://API.openai.com:443/v1///", "https://api.openai.com/v1"],
    ["https://api.stability.ai/", "https://api.stability.ai"],
    ["http://0x7f.1:7860/", "http://127.0.0.1:7860"],
    ["https://a.example/v1?x=1", null],
    ["https://a.example/v1?", null],
    ["https://a.example/v1#", null],
    ["not a url", null],
  ])("%s is stored as %s", (text, stored) => {
    expect(normalBaseUrl(text)).toBe(stored);
  });
});

describe("settings", () => {
  const settings = (changes: Partial<ConfigSettings>): ConfigSettings => ({
    type: "image",
    provider: "openai",
    baseUrl: "https://api.example.org/v1",
    hasKey: true,
    options: {},
    ...changes,
  });

  it("are fine as every vendor suggests them, with any of its options", () => {
    for (const provider of configProviderIds) {
      const { baseUrl, options } = configProviders[provider];
      const first = Object.entries<readonly string[] | null>(options).map(([name, values]) => [
        name,
        values?.[0] ?? "anything",
      ]);
      const given = settings({
        provider,
        baseUrl: baseUrl || "https://own.example.org",
        options: Object.fromEntries(first),
      });
      expect(settingsProblems(given), provider).toEqual({});
    }
  });

  it("need a key, but not for a server that has none", () => {
    expect(settingsProblems(settings({ hasKey: false }))).toHaveProperty("apiKey");
    expect(settingsProblems(settings({ hasKey: false, provider: "a1111" }))).toEqual({});
  });

  it("take no options that nobody knows and no values that are not offered", () => {
    const problems = settingsProblems(settings({ options: { dialect: "x", toString: "y", stream: "off" } }));
    expect(Object.keys(problems).sort()).toEqual(["options.dialect", "options.stream", "options.toString"]);
  });

  it("want the key again for another server, port or scheme, not for another path", () => {
    const again = (after: string) => mustGiveKeyAgain("https://a.example/v1", after);
    expect(again("https://a.example/v2")).toBe(false);
    for (const after of ["https://b.example/v1", "https://a.example:8443/v1", "http://a.example/v1"])
      expect(again(after), after).toBe(true);
  });
});

describe("a key", () => {
  it("shows four characters at most, and a quarter of a short one", () => {
    expect(endOfKey("sk-0123456789abcdef")).toBe("cdef");
    expect(endOfKey("x".repeat(400))).toBe("xxxx");
    expect(endOfKey("abcdefgh")).toBe("gh");
    expect(endOfKey("abc")).toBe("");
    expect(endOfKey("")).toBe("");
  });

  it("is taken out of what a vendor says, which is also cut", () => {
    expect(withoutKey("bad key sk-1 (sk-1)", "sk-1")).toBe("bad key [key] ([key])");
    expect(withoutKey("no key", "")).toBe("no key");
    expect(withoutKey("x".repeat(1_000), "k")).toHaveLength(300);
  });
});

describe("a connection that failed", () => {
  const lost = (code: string) =>
    new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code }) });

  it("is told in words for what was behind it", () => {
    expect(networkWords(lost("ENOTFOUND"))).toContain("does not exist");
    expect(networkWords(lost("ECONNREFUSED"))).toContain("refuses connections");
    expect(networkWords(lost("ERR_TLS_CERT_ALTNAME_INVALID"))).toContain("another name");
    expect(networkWords(new AppError(400, "address_not_allowed", "Why."))).toBe("Why.");
    expect(networkWords(lost("SOMETHING_ELSE"))).toBeNull();
    expect(networkWords(undefined)).toBeNull();
  });
});
