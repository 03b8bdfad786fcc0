import { expect, test } from "vitest";
import { newId } from "@/lib/platform/ids";
import { exportImagesInput } from "./schema";

const joined = (count: number) => Array.from({ length: count }, () => newId("image")).join(",");

test("an export takes up to two hundred ids", () => {
  expect(exportImagesInput.parse({ ids: joined(200) }).ids).toHaveLength(200);
  expect(exportImagesInput.safeParse({ ids: joined(201) }).success).toBe(false);
  expect(exportImagesInput.safeParse({ ids: "" }).success).toBe(false);
});
