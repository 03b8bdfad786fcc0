import { atLightness, chroma, lightness, mix, shade, turn } from "./drawing/color";
import type { Random } from "./drawing/random";
import type { ColorName, Mood, Reading } from "./vocabulary";

/** The colours of one picture; every composition draws with these only. */
export interface Palette {
  /** Top, middle, low. */
  sky: readonly [string, string, string];
  /** Sun, moon, lamps. */
  light: string;
  far: string;
  mid: string;
  near: string;
  water: string;
  accent: string;
  accent2: string;
  leaf: string;
  /** The lightest solid: snow, petals, paper, cups. */
  pale: string;
  skin: string;
  dark: boolean;
  /** True when nothing may leave the few tones of the style. */
  mono: boolean;
}

/** Sky top, middle, low · light · far, mid, near · water · accent, second accent · leaf · pale. */
function palette(text: string): Palette {
  const [top = "", middle = "", low = "", light = "", far = "", mid = "", near = "", water = "", ...rest] =
    text.split(" ").map((color) => `#${color}`);
  const [accent = "", accent2 = "", leaf = "", pale = ""] = rest;
  const dark = lightness(middle) < 0.5;
  const skin = dark ? mix("#d99a78", middle, 0.25) : "#f0bd97";
  return {
    sky: [top, middle, low],
    light,
    far,
    mid,
    near,
    water,
    accent,
    accent2,
    leaf,
    pale,
    skin,
    dark,
    mono: false,
  };
}

type Season =
  | "clear"
  | "dawn"
  | "sunset"
  | "night"
  | "mist"
  | "rain"
  | "spring"
  | "autumn"
  | "winter"
  | "desert";

const book: Record<Season, readonly [Palette, ...Palette[]]> = {
  clear: [
    palette("3f8fc4 9ccfe2 f7ecd3 fff4cf a7c8cf 5a9490 16424a 3f97a8 e4572e f3b33d 5f9a5b fbf4e4"),
    palette("57b0ab b8ded0 fdf1d8 fff7dd b4d3c7 649d8f 174a4c 4fa7a0 ef6f4c f7c548 4f8f66 fffaf0"),
    palette("2c6fb0 76b6e0 e6f1ee fffbe8 9fc0d8 4c7fa0 12304f 2f80b4 ff7a45 ffd166 3f8a63 ffffff"),
    palette("e8c9a0 f2dfc0 faf1e0 fffaea c8c3a4 8a9a78 2f4a3f 8fb3a8 c8553d e0a458 6a8f5a fffaf0"),
  ],
  dawn: [
    palette("7f93c4 eebcb6 fde9c9 fff3d6 bdb1ca 7f7aa4 34365e a9a7cb e8775f f7c59f 7c8f7c fff3ea"),
    palette("5aa0b8 f3c7b0 ffe9c7 fffbe3 a9c0c4 62849a 22405a 8fb7c0 ef7b5b f6bd60 6f9a84 fff5e6"),
    palette("a99ad0 f6c1cf fff0d9 fff6e0 cbb9d6 8f83b5 3e3768 b7a6d3 f0728f ffc6a0 7fa094 fff2f2"),
  ],
  sunset: [
    palette("3a2a63 c9506e fbb163 ffe7a3 c2667a 7a3860 27173d 9a4a73 ff6b4a ffc857 5c3f58 ffe8cf"),
    palette("1f3b63 d5796c f8d08a fff0c0 a97f86 5c4c6b 1b2238 5b6f96 f25f4c ffb45c 4d5a5a ffefd6"),
    palette("d1495b f08a5d f9d976 fff5c8 d8776a 8f3f55 33182f c9606a 6a2c70 ffe066 6b4750 fff0d8"),
    palette("47306e a7578f f6a58b ffdca8 a66a94 633f78 221a40 7c508c ff8a5c ffd08a 574a6e ffe9dc"),
  ],
  night: [
    palette("070d26 15305c 47709c f6f0d6 38618f 18345f 060c1e 1c4472 f2b544 ef6f5c 1f4a55 e9eefc"),
    palette("0b0a24 2c1f57 7a4a8f ffe9c9 553d84 2a1f55 0a081d 35286b ff9f5a ff5d8f 2f3f5f f3e9ff"),
    palette("03161f 0b3c49 3c8483 fdf3cf 2c6b70 0f3d47 03131a 12525c ffb74d ee6c4d 1e5a4c e6f7f2"),
    palette("101935 2a3f6f 8a87b5 fff3dc 5a689c 2a3a68 0b1026 2f4f83 ffc15e e4647a 2d5560 f0f1ff"),
  ],
  mist: [
    palette("c3cecd dfe4de f4f0e4 fffaf0 c2cdca 80979a 2f454c a8bcbc c3553a d9a441 6f8a7a fbf8f0"),
    palette("a9b9c6 d7dde0 efece6 fffdf6 bac5cf 76899c 2b3a4f 98adbc bd4b3a e0a85a 6a8590 f8f7f4"),
  ],
  rain: [
    palette("3f5464 7d949c c3c9c0 fff0cf 8fa2a6 526a74 1b2a35 60808c e8583e f4b942 4d7066 eef0ea"),
    palette("27384f 5b7490 b7bec6 ffe3b0 7d91a6 40566f 131d30 4a6a8c f2664f ffc15a 456a6a e9eef4"),
  ],
  spring: [
    palette("8cc5d8 cfe6e0 fdeef0 fffaf0 bcd6cf 7fae9a 2f5f56 8fc4c6 ec6f8e f9b5c4 7fb069 fff5f6"),
    palette("f4c6cf fadfe0 fff6ea fffdf0 d9c4cf a08fae 4a3f63 b9bfd6 e5567a f7a1b5 86ab76 fffafa"),
  ],
  autumn: [
    palette("7fb2bf e6d9b8 fbe9c6 fff3c9 d8b27a b8652f 4a2418 7fa3a0 d1401f f0a830 cf6a24 fff4df"),
    palette("d9a566 f2d29b fdeccb fff7da d2935a 9c4a26 3a1b17 b98a5e c1301c f4b63f d9822b fff3dc"),
  ],
  winter: [
    palette("7ea4cc c5dbea f5f0ec fffaf0 c3d6e5 86a5c2 2c4867 9fc0d8 d9503f f2b661 4f7486 ffffff"),
    palette("8f9fc9 d5d3e6 fbeae3 fff4e6 ccd0e4 8e98bf 323e68 a7b5d8 e2604f f7c59f 5a7590 ffffff"),
  ],
  desert: [
    palette("2f7fa8 9cc7bd f9e0ae fff3c4 edb07a d97d45 5f2a24 4f9a9a b8322a ffd17a 6f8a4a fff0d6"),
    palette("6b3f73 e07a5f fbc98b fff0bf e69a68 b8533f 42182b 8a5570 ffd166 f7934c 6d6a45 ffe9d0"),
  ],
};

const order: readonly (readonly [Mood, Season])[] = [
  ["night", "night"],
  ["sunset", "sunset"],
  ["dusk", "sunset"],
  ["dawn", "dawn"],
  ["rain", "rain"],
  ["winter", "winter"],
  ["autumn", "autumn"],
  ["spring", "spring"],
  ["mist", "mist"],
  ["summer", "clear"],
  ["day", "clear"],
  ["warm", "autumn"],
];

/** Subjects that are at home in a certain light when the words name none. */
const nightSubjects = ["stars", "space", "lantern", "moon"] as const;

export function seasonOf(reading: Reading, random: Random): Season {
  const named = order.find(([mood]) => reading.moods.includes(mood))?.[1];
  if (reading.subjects.includes("desert") && named !== "night") return "desert";
  if (named) return named;
  if (nightSubjects.some((subject) => reading.subjects.includes(subject))) return "night";
  if (reading.subjects.includes("blossom")) return "spring";
  return random.pick(["clear", "clear", "dawn", "sunset", "clear"]);
}

const hues: Record<ColorName, string> = {
  red: "#d2342b",
  orange: "#f0812f",
  gold: "#e6ae38",
  green: "#3f9a62",
  teal: "#2f9c98",
  blue: "#2f6fc0",
  purple: "#7b4fb8",
  pink: "#ef8aa8",
};

/** The palette of a reading: by light and season, tinted by the colours the prompt names. */
export function choosePalette(reading: Reading, random: Random): Palette {
  let chosen = random.pick(book[seasonOf(reading, random)]);
  const [first, second] = reading.colors;
  if (first) {
    const hue = hues[first];
    chosen = mapPalette(chosen, (color) => tint(color, hue, 0.38));
    chosen = { ...chosen, accent: hue, accent2: second ? hues[second] : shade(turn(hue, 35), 0.12) };
  }
  return chosen;
}

const tint = (color: string, hue: string, amount: number): string =>
  mix(color, atLightness(hue, lightness(color)), amount);

export function mapPalette(from: Palette, change: (color: string) => string): Palette {
  return {
    sky: [change(from.sky[0]), change(from.sky[1]), change(from.sky[2])],
    light: change(from.light),
    far: change(from.far),
    mid: change(from.mid),
    near: change(from.near),
    water: change(from.water),
    accent: change(from.accent),
    accent2: change(from.accent2),
    leaf: change(from.leaf),
    pale: change(from.pale),
    skin: change(from.skin),
    dark: from.dark,
    mono: from.mono,
  };
}

/** Ink: four greys on warm paper and one red. */
export const inkPalette = (dark: boolean): Palette => ({
  ...palette("f1ede3 f5f2ea f7f4ed ffffff b9b8b3 7b7b79 23252a d9d8d2 b5331f 8a8780 55585a fbf9f4"),
  sky: dark ? ["#c9c9c6", "#dcdbd6", "#eceae3"] : ["#f1ede3", "#f5f2ea", "#f7f4ed"],
  skin: "#f4eee2",
  dark: false,
  mono: true,
});

/** Watercolour: lighter and a little cleaner, because paper shines through. */
export const washPalette = (from: Palette): Palette =>
  mapPalette(from, (color) => chroma(mix(color, "#fffaf0", from.dark ? 0.22 : 0.16), 1.12));

/** Tubes of gas: near-black grounds, saturated lines. */
export function neonPalette(random: Random): Palette {
  return random.pick([
    palette("0a0618 1a0b3b 47126b fff1ff 6a1b9a 3b1069 0b0618 24115c ff2e88 19e3ff 00ffa8 fdf0ff"),
    palette("040d1c 08264a 0f5c7a eaffff 1177a8 0b3f70 030a16 0a3763 19e3ff ff4fd8 7dff6a f0ffff"),
    palette("120416 3a0a3f 8a1c5c fff3d8 a3206a 5b1152 10030f 521057 ff9f1c ff2e63 2de2e6 fff5ec"),
  ]);
}

export function paperPalette(from: Palette, random: Random, folk: boolean): Palette {
  if (folk)
    return palette("f6e7cf f8ead4 fbf0de fff6e2 e58a73 cf3f30 8f1418 e9a48d c3201f e8b04a b32a22 fff7e8");
  return random.chance(0.25)
    ? palette("1f3f5b 3f6f86 9fc2bf fff4d6 7fa9ad 3f7480 12303f 2f6577 ee6c4d f4c95d 4f8f7a fdf6e6")
    : from;
}

/** Printed on yellowed paper with four tired inks. */
export function vintagePalette(from: Palette, random: Random): Palette {
  const paper = random.pick(["#f0dfb8", "#efe0c2", "#ead9b5"]);
  return mapPalette(from, (color) => chroma(mix(color, paper, 0.26), 0.86));
}

export const ukiyoePalette = (dark: boolean): Palette =>
  dark
    ? palette("16284a 2f4f7a d8c9a0 f6edd2 7f93a0 35587a 14233f 27507f c8402f e0a03c 4d6f5c f3e8cf")
    : palette("2f5f8f a9c0bb efdfb8 d9482f a9b8a8 4f7f8f 1b3558 2c618f c8402f e0a03c 5d7f56 f5ead0");

export const animePalette = (from: Palette): Palette =>
  from.dark
    ? palette("0b1a4a 2a49a8 a88ad8 fff6d8 5a70c8 2b3f94 0a1238 2f55b8 ff9a4d ff6f91 2f7f8a eef3ff")
    : mapPalette(from, (color) => chroma(shade(color, 0.015), 1.28));
