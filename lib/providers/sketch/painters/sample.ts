import { hexOf } from "../drawing/color";

/** A small raster of the scene, for styles that build a picture from strokes of its colours. */
export class Sample {
  constructor(
    private readonly data: Buffer,
    private readonly columns: number,
    private readonly rows: number,
    private readonly w: number,
    private readonly h: number,
  ) {}

  /** The colour at a place in scene units; beyond the border, the nearest inside. */
  at(x: number, y: number): string {
    const at = this.index(x, y);
    return hexOf(this.data[at] ?? 0, this.data[at + 1] ?? 0, this.data[at + 2] ?? 0);
  }

  /** 0 to 255. */
  brightness(x: number, y: number): number {
    const at = this.index(x, y);
    return (this.data[at] ?? 0) * 0.3 + (this.data[at + 1] ?? 0) * 0.59 + (this.data[at + 2] ?? 0) * 0.11;
  }

  /** How fast brightness changes, as a vector per scene unit step. */
  slope(x: number, y: number, step: number): readonly [number, number] {
    return [
      this.brightness(x + step, y) - this.brightness(x - step, y),
      this.brightness(x, y + step) - this.brightness(x, y - step),
    ];
  }

  private index(x: number, y: number): number {
    const cx = Math.max(0, Math.min(this.columns - 1, Math.floor((x / this.w) * this.columns)));
    const cy = Math.max(0, Math.min(this.rows - 1, Math.floor((y / this.h) * this.rows)));
    return (cy * this.columns + cx) * 3;
  }
}
