import { describe, expect, test, vi } from "vitest";
import { AppError } from "../errors";
import { insist } from "./insist";

vi.mock("../time", () => ({ sleep: async () => {} }));

describe("insist", () => {
  test("repeats work that fails, and answers what it answers", async () => {
    const work = vi.fn().mockRejectedValueOnce(new Error("away")).mockResolvedValue("there");
    await expect(insist("a test", work)).resolves.toBe("there");
    expect(work).toHaveBeenCalledTimes(2);
  });

  test("gives up after five times with the last failure", async () => {
    const work = vi.fn().mockRejectedValue(new Error("away"));
    await expect(insist("a test", work)).rejects.toThrow("away");
    expect(work).toHaveBeenCalledTimes(5);
  });

  test("does not repeat a refusal", async () => {
    const work = vi.fn().mockRejectedValue(new AppError(400, "no", "No."));
    await expect(insist("a test", work)).rejects.toMatchObject({ code: "no" });
    expect(work).toHaveBeenCalledTimes(1);
  });
});
