import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { decodeImage, openPixels, rawPixels, shrink, withPixels } from "./pixels";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("withPixels", () => {
  it("runs two pieces of work at a time, and a nested one in the slot of its outer one", async () => {
    let active = 0;
    let most = 0;
    const work = () =>
      withPixels(async () => {
        active += 1;
        most = Math.max(most, active);
        await turn();
        await withPixels(() => withPixels(turn));
        active -= 1;
      });
    await Promise.all(Array.from({ length: 10 }, work));
    expect(most).toBe(2);
  });
});

describe("decodeImage", () => {
  const picture = (channels: 3 | 4) =>
    sharp({
      create: { width: 300, height: 150, channels, background: { r: 200, g: 100, b: 50, alpha: 0.5 } },
    });

  it("gives upright pixels, made smaller only when asked and needed", async () => {
    const bytes = await picture(3).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await decodeImage(bytes)).toMatchObject({ widthPx: 150, heightPx: 300, channels: 3 });
    expect(await decodeImage(bytes, 100)).toMatchObject({ widthPx: 50, heightPx: 100 });
    const same = await decodeImage(bytes, 1000);
    expect(same.data.length).toBe(150 * 300 * 3);
  });

  it("keeps transparency and loses nothing on the way through openPixels", async () => {
    const pixels = await decodeImage(await picture(4).png().toBuffer());
    expect([...pixels.data.subarray(0, 4)]).toEqual([200, 100, 50, 128]);
    const again = await rawPixels(shrink(openPixels(pixels), 1000));
    expect(again.data.equals(pixels.data)).toBe(true);
  });

  it("tells too many pixels from broken bytes", async () => {
    const flat = sharp({ create: { width: 9000, height: 8000, channels: 3, background: "#000" } });
    await expect(decodeImage(await flat.png().toBuffer())).rejects.toMatchObject({ code: "image_too_large" });
    await expect(decodeImage(Buffer.from("no picture"))).rejects.toMatchObject({
      code: "image_not_readable",
    });
  });
});
