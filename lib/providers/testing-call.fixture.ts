import sharp from "sharp";
import type { ImageRequest, InputPicture, KeptPicture, VendorCall } from "./image-provider";

export type TestCall = VendorCall & {
  /** What was kept, in the order in which it was kept. */
  kept: Buffer[];
  progress: { part: number; preview?: Buffer }[];
};

/** A call that connects anywhere, keeps pictures in memory and remembers what it was told. */
export function testCall(
  baseUrl: string,
  apiKey: string,
  { options = {}, signal }: { options?: Record<string, string>; signal?: AbortSignal } = {},
): TestCall {
  const kept: Buffer[] = [];
  const progress: TestCall["progress"] = [];
  return {
    connection: { id: "cfg_test", baseUrl: baseUrl.replace(/\/+$/, ""), apiKey, options },
    signal: signal ?? new AbortController().signal,
    fetch: (input, init) => fetch(input, { ...init, redirect: "manual" }),
    keep: async (bytes): Promise<KeptPicture> => {
      kept.push(Buffer.from(bytes));
      return { storageKey: `staging/test/${kept.length - 1}`, sizeBytes: bytes.byteLength };
    },
    onProgress: (told) => void progress.push(told),
    kept,
    progress,
  };
}

let attempts = 0;

/** An order of one square standard picture at 1K with seed 7. */
export function testRequest(changes: Partial<ImageRequest> = {}): ImageRequest {
  attempts += 1;
  return {
    requestKey: `attempt-${attempts}`,
    model: "test-model",
    operation: "generate",
    prompt: "a bamboo grove in the mist",
    negativePrompt: "",
    styles: [],
    ratio: "1:1",
    tier: "1K",
    quality: "standard",
    count: 1,
    seed: 7,
    references: [],
    endUser: "person-of-the-tests",
    ...changes,
  };
}

/** An opaque PNG whose pixels differ from place to place: red grows to the right, green downwards. */
export async function testPicture(widthPx: number, heightPx: number): Promise<InputPicture> {
  const data = Buffer.alloc(widthPx * heightPx * 3, 90);
  for (let y = 0; y < heightPx; y += 1)
    for (let x = 0; x < widthPx; x += 1) {
      const at = (y * widthPx + x) * 3;
      data[at] = Math.round((x * 255) / widthPx);
      data[at + 1] = Math.round((y * 255) / heightPx);
    }
  const bytes = await sharp(data, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .png()
    .toBuffer();
  return { bytes, format: "png", widthPx, heightPx, vendorRef: null };
}
