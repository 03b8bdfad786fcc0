import { describe, expect, it } from "vitest";
import { ApiError } from "@/lib/platform/api-error";
import { countStates, endsAll, failRest, type ImportItem, nextReady, retryFailed } from "./queue";

const item = (key: string, state: ImportItem["state"]): ImportItem => ({
  key,
  name: `${key}.png`,
  sizeBytes: 1,
  file: new Blob(),
  state,
  part: 0,
});
const items = [
  item("a", "done"),
  item("b", "refused"),
  item("c", "ready"),
  item("d", "ready"),
  item("e", "failed"),
];

describe("the queue", () => {
  it("sends files in their order and never one that was refused", () => {
    expect(nextReady(items)?.key).toBe("c");
    expect(nextReady([item("b", "refused")])).toBeUndefined();
  });

  it("counts progress without what is never sent", () => {
    expect(countStates(items)).toEqual({ ready: 2, sending: 0, done: 1, failed: 1, sent: 4 });
  });

  it("stops for failures that every further file would meet", () => {
    const refused = (status: number, code: string) => new ApiError(status, code, "");
    expect(endsAll(refused(409, "storage_full"))).toBe(true);
    expect(endsAll(refused(409, "too_many_uploads"))).toBe(true);
    expect(endsAll(refused(401, "unauthenticated"))).toBe(true);
    expect(endsAll(refused(422, "image_not_readable"))).toBe(false);
    expect(endsAll(new Error("lost"))).toBe(false);
  });

  it("lets the rest fail for the same reason, and wait again when asked to", () => {
    const error = new ApiError(409, "storage_full", "");
    const failed = failRest(items, error);
    expect(failed.map(({ state }) => state)).toEqual(["done", "refused", "failed", "failed", "failed"]);
    expect(failed[2]?.error).toBe(error);
    expect(retryFailed(failed).map(({ state }) => state)).toEqual([
      "done",
      "refused",
      "ready",
      "ready",
      "ready",
    ]);
  });
});
