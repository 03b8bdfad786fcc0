import type { CreateGenerationInput } from "@/lib/generations/schema";

type Order = Omit<CreateGenerationInput, "idempotencyKey">;

const sketch = (order: Omit<Order, "model">): Order => ({ model: "sketch-1", ...order });

/** What the first visitors see on the home page; chosen by eye. */
export const galleryOrders: Order[] = [
  sketch({ prompt: "元宵夜的孔明灯升上夜空", ratio: "16:9", seed: 4 }),
  sketch({ prompt: "荷塘里的锦鲤与睡莲", ratio: "1:1", seed: 3 }),
  sketch({ prompt: "portrait of a young woman with flowers in her hair", ratio: "3:4", seed: 1 }),
  sketch({ prompt: "古寺 山水 红日", styleTags: ["ink-wash"], ratio: "1:1", seed: 4 }),
  sketch({ prompt: "赛博朋克城市的雨夜", styleTags: ["cyberpunk"], ratio: "21:9", seed: 6 }),
  sketch({ prompt: "热气球飘过清晨的山谷", ratio: "3:2", seed: 6 }),
  sketch({ prompt: "林中的小鹿", styleTags: ["paper-cut"], ratio: "3:4", seed: 9 }),
  sketch({ prompt: "神奈川的巨浪", styleTags: ["ukiyo-e"], ratio: "1:1", seed: 3 }),
  sketch({ prompt: "丹顶鹤飞过清晨的湿地", ratio: "16:9", seed: 3 }),
  sketch({ prompt: "雨巷里撑油纸伞的姑娘", ratio: "9:16", seed: 2 }),
  sketch({ prompt: "两只猫看月亮", ratio: "1:1", seed: 5 }),
  sketch({ prompt: "江南水乡，小桥流水人家", styleTags: ["watercolor"], ratio: "4:3", seed: 3 }),
  sketch({ prompt: "雪夜小屋与极光", ratio: "16:9", seed: 5 }),
  sketch({ prompt: "forest deer in autumn", styleTags: ["oil-painting"], ratio: "1:1", seed: 5 }),
  sketch({ prompt: "秋天的小狐狸", ratio: "1:1", seed: 2 }),
  sketch({ prompt: "abstract dream", ratio: "16:9", seed: 3 }),
];
