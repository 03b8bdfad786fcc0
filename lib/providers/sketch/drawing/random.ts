import { createHash } from "node:crypto";

/** A small deterministic generator (sfc32), started from the SHA-256 of a text: same text, same numbers. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d = 1;

  constructor(private readonly text: string) {
    const digest = createHash("sha256").update(text).digest();
    this.a = digest.readUInt32LE(0);
    this.b = digest.readUInt32LE(4);
    this.c = digest.readUInt32LE(8);
    for (let i = 0; i < 12; i++) this.next();
  }

  /** 0 inclusive to 1 exclusive. */
  next(): number {
    const t = (this.a + this.b + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + t;
    this.c |= 0;
    return (t >>> 0) / 4_294_967_296;
  }

  range(min: number, max: number): number {
    return min + (max - min) * this.next();
  }

  /** Whole number, both ends included. */
  int(min: number, max: number): number {
    return Math.floor(this.range(min, max + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** Bell-shaped around 0, within -1 to 1. */
  bell(): number {
    return (this.next() + this.next() + this.next()) / 1.5 - 1;
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[Math.floor(this.next() * list.length)] ?? list[0];
  }

  /** An independent stream, so that one part drawing more numbers does not shift the others. */
  fork(label: string): Random {
    return new Random(`${this.text}\u0000${label}`);
  }
}

/** Smooth value noise on a 256-cell lattice; returns -1 to 1. */
export class Noise {
  private readonly lattice: Float32Array;

  constructor(random: Random) {
    this.lattice = Float32Array.from({ length: 65_536 }, () => random.next() * 2 - 1);
  }

  at(x: number, y = 0): number {
    const xi = Math.floor(x);
    const yi = Math.floor(y);
    const u = ease(x - xi);
    const v = ease(y - yi);
    const top = this.cell(xi, yi) * (1 - u) + this.cell(xi + 1, yi) * u;
    const low = this.cell(xi, yi + 1) * (1 - u) + this.cell(xi + 1, yi + 1) * u;
    return top * (1 - v) + low * v;
  }

  /** Sum of octaves, each twice as fine and half as strong; about -1 to 1. */
  fractal(x: number, y: number, octaves: number): number {
    let sum = 0;
    let weight = 1;
    let total = 0;
    for (let i = 0; i < octaves; i++) {
      sum += this.at(x * 2 ** i + i * 17.3, y * 2 ** i + i * 9.1) * weight;
      total += weight;
      weight /= 2;
    }
    return sum / total;
  }

  private cell(x: number, y: number): number {
    return this.lattice[(x & 255) | ((y & 255) << 8)] ?? 0;
  }
}

const ease = (t: number): number => t * t * t * (t * (t * 6 - 15) + 10);
