import { expect, test } from "vitest";
import { configProviderIds } from "@/lib/api-configs/schema";
import { grantSources, ledgerEntryKinds } from "@/lib/credits/schema";
import {
  editOperations,
  failureCodes,
  outputWarnings,
  renderQualities,
  timelineKinds,
} from "@/lib/generations/schema";
import { noticeKindIds, RECOVERY_KIND } from "@/lib/notifications/rules";
import en from "@/messages/en.json";
import zh from "@/messages/zh-CN.json";

const languages: [string, unknown][] = [
  ["zh-CN", zh],
  ["en", en],
];

/** The words at a path of the messages, as next-intl finds them. */
const at = (messages: unknown, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>(
      (inner, key) =>
        inner && typeof inner === "object"
          ? Object.entries(inner).find(([name]) => name === key)?.[1]
          : undefined,
      messages,
    );

const below = (path: string, codes: readonly string[]): string[] => codes.map((code) => `${path}.${code}`);

const paths = [
  ...below("create.vendors", [...configProviderIds, "sketch"]),
  ...below("create.failure", failureCodes),
  ...below("create.operations", ["generate", ...editOperations]),
  ...below("create.qualities", renderQualities),
  ...below("create.warnings", outputWarnings),
  ...below("ledger.sources", grantSources),
  ...below("ledger", ["restored", "upgraded", "kinds.revoke"]),
  ...below("admin.money.ledger.kinds", ledgerEntryKinds),
  ...below("inbox.kinds", [...noticeKindIds, RECOVERY_KIND]),
  ...below("admin.generations.kinds", timelineKinds),
  ...below("admin.generations.causes", ["first", "retry", "failover", "unknown_outcome"]),
];

test.each(languages)("in %s every code that the panel shows has its words", (_, messages) => {
  expect(paths.filter((path) => typeof at(messages, path) !== "string")).toEqual([]);
});

test("a vendor has one name, which differs from its id", () => {
  for (const id of configProviderIds) expect(zh.create.vendors[id]).not.toBe(id);
});
