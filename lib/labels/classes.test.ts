import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { labelImage } from "./apply";
import { readLabel } from "./read";
import { DIGITAL_SOURCE_TYPE, labelLayout } from "./rules";
import { type LabelledClass, labelFormats, labelledClasses } from "./schema";

const ID = "img_01jd3k7v9x0123456789abcdef";
const texts: Record<LabelledClass, string> = {
  made: "AI生成",
  declared: "可能为AI生成",
  suspected: "疑似AI生成",
};
const values: Record<LabelledClass, string> = { made: "1", declared: "2", suspected: "3" };
const image = { data: Buffer.alloc(800 * 600 * 3, 200), widthPx: 800, heightPx: 600, channels: 3 } as const;

/** The box of everything that differs from the flat picture. */
async function drawnBox(bytes: Buffer) {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  let [left, right, top, bottom] = [info.width, -1, info.height, -1];
  for (let at = 0; at < data.length; at += 3) {
    if (Math.abs((data[at] ?? 0) - 200) <= 40) continue;
    const [x, y] = [(at / 3) % info.width, Math.floor(at / 3 / info.width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, right, top, bottom };
}

describe("a label by what is known of a picture's origin", () => {
  it.each(labelledClasses)("of %s stands in the pixels as the text of its class", async (aiClass) => {
    const { bytes } = await labelImage({ image, produceId: ID, format: "png", aiClass });
    const layout = labelLayout(texts[aiClass], 800, 600);
    const box = await drawnBox(bytes);
    expect(Math.abs(box.left - layout.leftPx)).toBeLessThanOrEqual(2);
    expect(Math.abs(box.right - (layout.leftPx + layout.widthPx - 1))).toBeLessThanOrEqual(2);
    expect(Math.abs(box.top - layout.topPx)).toBeLessThanOrEqual(2);
  });

  it.each(labelledClasses.flatMap((aiClass) => labelFormats.map((format) => [aiClass, format] as const)))(
    "of %s as %s has its value in the metadata, and no source type where there are only traces",
    async (aiClass, format) => {
      const { bytes } = await labelImage({ image, produceId: ID, format, aiClass });
      expect(readLabel(bytes)).toMatchObject({
        ...{ count: 1, packets: 1, aigc: { Label: values[aiClass] } },
        digitalSourceType: aiClass === "suspected" ? null : DIGITAL_SOURCE_TYPE,
      });
    },
  );

  it("names us as producer only of what was made here, and always as who spreads it", async () => {
    const { bytes } = await labelImage({ image, produceId: ID, format: "jpeg", madeHere: false });
    expect(readLabel(bytes).aigc).toEqual({
      ...{ Label: "1", ContentProducer: "", ProduceID: "", ReservedCode1: "" },
      ...{ ContentPropagator: "XINTU-DEMO", PropagateID: ID, ReservedCode2: "" },
    });
  });

  it.each(labelFormats)("stays in the metadata of a %s copy without a visible one", async (format) => {
    const { bytes } = await labelImage({ image, produceId: ID, format, visible: false });
    expect(readLabel(bytes)).toMatchObject({ count: 1, aigc: { Label: "1", ProduceID: ID } });
    expect((await drawnBox(bytes)).right).toBe(-1);
  });
});
