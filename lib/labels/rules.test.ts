import { describe, expect, it } from "vitest";
import { glyphs } from "./internal/glyphs";
import { aigcLabelOf, labelLayout, xmpPacket } from "./rules";

describe("labelLayout", () => {
  const texts = ["AI生成", "AI合成", "人工智能生成", "人工智能合成"];
  const sizes: [number, number][] = [
    [64, 64],
    [64, 8192],
    [100, 3000],
    [512, 219],
    [512, 288],
    [1024, 1024],
    [672, 1568],
    [6272, 2688],
    [8192, 8192],
  ];

  it("keeps the box inside the picture and the text at 6 % of the short side or more", () => {
    for (const text of texts)
      for (const [width, height] of sizes) {
        const box = labelLayout(text, width, height);
        expect(box.textHeightPx).toBeGreaterThanOrEqual(Math.min(width, height) * 0.06);
        expect(box.leftPx).toBeGreaterThanOrEqual(0);
        expect(box.topPx).toBeGreaterThanOrEqual(0);
        expect(box.leftPx + box.widthPx).toBeLessThanOrEqual(width);
        expect(box.topPx + box.heightPx).toBeLessThanOrEqual(height);
        expect(box.svg).toContain(`width="${box.widthPx}" height="${box.heightPx}"`);
      }
  });

  it("stays legible on thumbnails", () => {
    expect(labelLayout("AI生成", 512, 100).textHeightPx).toBe(14);
  });

  it("draws outlines only, never text", () => {
    const { svg } = labelLayout("人工智能生成", 1024, 1024);
    expect(svg).not.toMatch(/<text|font/);
    expect(svg.match(/<path /g)).toHaveLength(6);
  });

  it("says so when a text is too long or has no outlines", () => {
    expect(() => labelLayout("AI生成".repeat(20), 300, 300)).toThrow("does not fit");
    expect(() => labelLayout("AI绘画", 300, 300)).toThrow("no outline");
  });

  it("has an outline for every character that a label text may use", () => {
    expect(Object.keys(glyphs).join("")).toBe("AI人工智能生成合可为疑似由用户声明");
    for (const { path } of Object.values(glyphs)) expect(path).toMatch(/^M[-\d., MLHVCZ]+Z$/);
  });
});

describe("xmpPacket", () => {
  it("holds the JSON as plain text with the keys in the order of the standard", () => {
    const packet = xmpPacket(
      aigcLabelOf("001191110102MAD55U9H0F10002", { produceId: "gen_1", aiClass: "made", madeHere: true }),
    );
    expect(packet).toContain(
      '<TC260:AIGC>{"Label":"1","ContentProducer":"001191110102MAD55U9H0F10002","ProduceID":"gen_1","ReservedCode1":"",' +
        '"ContentPropagator":"001191110102MAD55U9H0F10002","PropagateID":"gen_1","ReservedCode2":""}</TC260:AIGC>',
    );
    expect(packet).toContain('xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"');
  });
});
