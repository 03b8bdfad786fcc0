import { expect, test } from "vitest";
import { inngest } from "@/inngest/client";
import { readFunctions } from "@/inngest/engine/registration";
import { functions } from "@/inngest/functions";
import en from "@/messages/en.json";
import zh from "@/messages/zh-CN.json";

test("the panel has a name in both languages for every job, and for no other", () => {
  const ids = readFunctions(inngest, functions)
    .map(({ id }) => id.replace(`${inngest.id}-`, ""))
    // What handles the failure of another one is shown as part of it.
    .filter((id, _, all) => !all.includes(id.replace(/-failure$/, "")) || !id.endsWith("-failure"));
  for (const { admin } of [zh, en]) expect(Object.keys(admin.system.jobs.names).sort()).toEqual(ids.sort());
});
