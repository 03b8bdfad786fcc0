import type { BrowserContext } from "@playwright/test";
import sharp from "sharp";
import { type ImageView, imageView } from "@/lib/images/schema";
import { expect } from "../fixtures/test";

/** A picture that no other seed has, and that looks unlike theirs. */
export function drawn(seed: number, widthPx = 480, heightPx = 320): Promise<Buffer> {
  const [x, y] = [(seed * 37) % 80, (seed * 53) % 80];
  const scene = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 80" preserveAspectRatio="none"
    width="${widthPx}" height="${heightPx}">
    <rect width="120" height="80" fill="hsl(${seed * 67} 60% 70%)"/>
    <circle cx="${x + 20}" cy="${y}" r="${18 + (seed % 5) * 4}" fill="hsl(${seed * 131} 70% 35%)"/>
    <rect x="${y}" y="${x / 2}" width="${20 + (seed % 3) * 12}" height="24" fill="hsl(${seed * 29} 80% 20%)"/>
  </svg>`;
  return sharp(Buffer.from(scene)).png().toBuffer();
}

/** Brings a picture into the library of the person of this browser, through the API. */
export async function bring(context: BrowserContext, picture: Buffer): Promise<ImageView> {
  const answer = await context.request.post("/api/v1/images/uploads", {
    data: picture,
    headers: { "content-type": "image/png" },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  return imageView.parse(await answer.json());
}
