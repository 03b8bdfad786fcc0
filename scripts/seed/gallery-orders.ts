import type { CreateGenerationInput } from "@/lib/generations/schema";

type Order = Omit<CreateGenerationInput, "idempotencyKey">;

const sketch = (order: Omit<Order, "model">): Order => ({ model: "sketch-1", ...order });

/** What the first visitors see on the home page; chosen by eye. */
export const galleryOrders: Order[] = [
  sketch({ prompt: "江南烟雨，远山如黛，小舟独行", styleTags: ["ink-wash"], ratio: "16:9", seed: 11 }),
  sketch({ prompt: "a quiet sea at sunset with a small sailing boat", styleTags: [], ratio: "3:2", seed: 7 }),
  sketch({ prompt: "霓虹夜城，雨后的街道", styleTags: ["neon"], ratio: "9:16", seed: 21 }),
  sketch({ prompt: "snow mountain under the stars", styleTags: [], ratio: "4:3", seed: 5 }),
  sketch({ prompt: "剪纸风格的森林与小鹿", styleTags: ["paper-cut"], ratio: "1:1", seed: 3 }),
  sketch({ prompt: "a vase of poppies by the window", styleTags: ["watercolor"], ratio: "3:4", seed: 9 }),
  sketch({ prompt: "沙漠落日，驼队剪影", styleTags: [], ratio: "21:9", seed: 13 }),
  sketch({ prompt: "bamboo grove in morning mist", styleTags: ["ink-wash"], ratio: "2:3", seed: 17 }),
  sketch({ prompt: "pixel city at night with a big moon", styleTags: ["pixel-art"], ratio: "16:9", seed: 4 }),
  sketch({ prompt: "抽象的色块与曲线，安静的秋天", styleTags: ["abstract"], ratio: "1:1", seed: 8 }),
  sketch({
    prompt: "portrait of a woman with flowers in her hair",
    styleTags: ["line-art"],
    ratio: "3:4",
    seed: 2,
  }),
  sketch({ prompt: "galaxy over a calm lake", styleTags: [], ratio: "3:2", seed: 19 }),
];
