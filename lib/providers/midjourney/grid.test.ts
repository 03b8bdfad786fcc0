import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/platform/errors";
import type { ImageRequest } from "@/lib/providers/image-provider";
import { testCall, testRequest } from "@/lib/providers/testing-call.fixture";
import { type SimReply, type Simulator, startSimulator } from "@/simulators/kit/server";
import { midjourneyProvider } from "./client";

const order = (changes: Partial<ImageRequest> = {}) =>
  testRequest({ model: "midjourney-v7", prompt: "dunes", count: 4, ...changes });

/** A proxy whose only task is finished and has its picture at this address, and that serves this file. */
const proxyWith = (imageUrl: string, file?: Buffer): Promise<Simulator> =>
  startSimulator({
    name: "one task",
    handle: ({ path, origin }): SimReply =>
      path.endsWith("/fetch")
        ? {
            status: 200,
            body: { id: "1", status: "SUCCESS", imageUrl: imageUrl.replace("{origin}", origin) },
          }
        : { status: file ? 200 : 404, body: file },
  });

describe("pictures", () => {
  const grid = (width: number, height: number) => {
    const data = Buffer.alloc(width * height * 3);
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1)
        data.fill(
          (y < height / 2 ? 0 : 100) + (x < width / 2 ? 20 : 60),
          (y * width + x) * 3,
          (y * width + x) * 3 + 3,
        );
    return sharp(data, { raw: { width, height, channels: 3 } });
  };

  it.each(["png", "webp", "jpeg"] as const)(
    "a %s grid is cut in the order of the buttons, odd sides without a seam",
    async (format) => {
      const bytes = await grid(301, 203).toFormat(format, { quality: 100 }).toBuffer();
      const proxy = await proxyWith("{origin}/grid", bytes);
      const call = testCall(proxy.url, "sim-ok", { options: {} });
      await midjourneyProvider.poll("1", order(), call);
      const looks = await Promise.all(
        call.kept.map(async (picture) => {
          const { width, height } = await sharp(picture).metadata();
          const { channels } = await sharp(picture).stats();
          return [width, height, Math.round((channels[0]?.mean ?? 0) / 10) * 10];
        }),
      );
      expect(looks).toEqual([
        [150, 101, 20],
        [150, 101, 60],
        [150, 101, 120],
        [150, 101, 160],
      ]);
      await proxy.close();
    },
  );

  it.each([
    "http://169.254.169.254/latest/meta-data",
    "https://cdn.discordapp.com.evil.example/a.png",
    "http://cdn.discordapp.com/a.png",
    "https://user:pw@cdn.discordapp.com/a.png",
    "file:///etc/passwd",
    "not an address",
  ])("a grid at %s is never fetched", async (imageUrl) => {
    const proxy = await proxyWith(imageUrl);
    const call = testCall(proxy.url, "sim-ok", { options: {} });
    const fetched: string[] = [];
    const result = await midjourneyProvider.poll("1732212345678001", order(), {
      ...call,
      fetch: (input, init) => {
        fetched.push(String(input));
        return call.fetch(input, init);
      },
    });
    expect(result).toMatchObject({ state: "failed", error: { errorClass: "not_found_or_expired" } });
    expect(fetched).toEqual([`${proxy.url}/mj/task/1732212345678001/fetch`]);
    await proxy.close();
  });

  it("the vendor's addresses reach the guard byte by byte, and its refusal ends the order", async () => {
    const imageUrl = "https://cdn.discordapp.com/attachments/1/2/a.png?ex=66a&is=66b&hm=%7e0f&=&";
    const proxy = await proxyWith(imageUrl);
    const call = testCall(proxy.url, "sim-ok", { options: {} });
    const fetched: string[] = [];
    const guarded: typeof fetch = (input, init) => {
      if (String(input).startsWith(proxy.url)) return call.fetch(input, init);
      fetched.push(String(input));
      return Promise.reject(new AppError(400, "address_refused", "This address is not allowed."));
    };
    const result = await midjourneyProvider.poll("1", order(), { ...call, fetch: guarded });
    expect(result).toMatchObject({ state: "failed" });
    expect(fetched).toEqual([imageUrl]);
    await proxy.close();
  });

  it("an upscaled picture on the operator's own picture host is fetched here, elsewhere by the caller", async () => {
    const bytes = await grid(80, 80).png().toBuffer();
    const imageUrl = "https://pictures.example/a.png";
    const proxy = await proxyWith(imageUrl);
    const request = order({ operation: "upscale", count: 1 });
    const call = testCall(proxy.url, "sim-ok", { options: { imageHost: "pictures.example" } });
    const served: typeof fetch = (input, init) =>
      String(input) === imageUrl
        ? Promise.resolve(new Response(new Uint8Array(bytes)))
        : call.fetch(input, init);
    const result = await midjourneyProvider.poll("1", request, { ...call, fetch: served });
    expect(result).toMatchObject({ state: "done", outputs: [{ kept: { sizeBytes: bytes.byteLength } }] });
    expect(call.kept).toEqual([bytes]);
    await proxy.close();
  });
});
