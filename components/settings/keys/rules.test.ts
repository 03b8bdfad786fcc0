import { expect, test } from "vitest";
import en from "@/messages/en.json";
import zh from "@/messages/zh-CN.json";
import { hostOf, troubleOf, troubles } from "./rules";

test.each(troubles)("the trouble %s says what is wrong and what to do in both languages", (trouble) => {
  for (const words of [zh, en].map((messages) => messages.keys.trouble[trouble])) {
    expect(words.title.length).toBeGreaterThan(3);
    expect(words.advice.length).toBeGreaterThan(3);
  }
});

test("a class that is no longer known still has words", () => {
  expect(troubleOf("of_another_time")).toBe("provider_error");
  expect(troubleOf(null)).toBe("provider_error");
  expect(troubleOf("auth")).toBe("auth");
});

test.each([
  ["https://api.openai.com/v1", "api.openai.com"],
  ["https://proxy.example.com:8443/mj", "proxy.example.com:8443"],
  ["", ""],
])("the server of %j is %j", (baseUrl, host) => {
  expect(hostOf(baseUrl)).toBe(host);
});
