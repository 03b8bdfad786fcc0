import { readFileSync } from "node:fs";
import { z } from "zod";

const file = new URL("../../../simulators/wechat/vectors/wechat-vectors.json", import.meta.url);

const vectorFile = z.object({
  published: z.array(z.looseObject({ id: z.string() })),
  self_generated: z.array(z.looseObject({ id: z.string() })),
});

/** A published (or recomputed) vector by its id, in the shape that a test wants of it. */
export function vector<T>(id: string, shape: z.ZodType<T>): T {
  const { published, self_generated } = vectorFile.parse(JSON.parse(readFileSync(file, "utf8")));
  return shape.parse([...published, ...self_generated].find((one) => one.id === id));
}

/** Ids of all vectors about WeChat Pay. */
export function payVectorIds(): string[] {
  const { published, self_generated } = vectorFile.parse(JSON.parse(readFileSync(file, "utf8")));
  return [...published, ...self_generated]
    .map(({ id }) => id)
    .filter((id) => /^payv3-|^self-(transaction|refund|signtest)/.test(id));
}
