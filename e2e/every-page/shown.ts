import type { BrowserContext } from "@playwright/test";
import { and, desc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { generatedImages, users } from "@/db/schema";
import { requestContext } from "@/lib/entry/context";
import { newId } from "@/lib/platform/ids";
import { createShareLink } from "@/lib/shares/create";
import { collector } from "../fixtures/people";
import { expect } from "../fixtures/test";
import { drawn } from "../library/pictures";

/** The password of the link that has one. */
const SHARE_PASSWORD = "月落乌啼";

/** What pages need that nobody has from the start; made once in each worker, and found again after that. */
const made = new Map<string, Promise<string>>();

function once(name: string, make: () => Promise<string>): Promise<string> {
  const known = made.get(name) ?? make();
  made.set(name, known);
  return known;
}

/** A link of the collector's to one of their pictures, as somebody else opens it. */
export const sharedPath = ({ locked }: { locked: boolean }): Promise<string> =>
  once(`share ${locked}`, async () => {
    const { username } = collector();
    const [image] = await db()
      .select({ id: generatedImages.id, userId: generatedImages.userId })
      .from(generatedImages)
      .innerJoin(users, eq(users.id, generatedImages.userId))
      .where(and(eq(users.username, username), eq(generatedImages.isPublic, true)))
      .orderBy(desc(generatedImages.createdAt))
      .limit(1);
    if (!image) throw new Error("The collector has no public picture any more.");
    const { id: imageId, userId } = image;
    const actor = { kind: "user", userId, plan: "enterprise", role: "user", address: "e2e" } as const;
    const link = await createShareLink({
      ctx: requestContext(actor, newId("request")),
      input: locked ? { imageId, password: SHARE_PASSWORD } : { imageId },
    });
    if ("ok" in link) throw new Error(`The link was refused: ${link.reason}`);
    return link.path;
  });

/** Two pictures of the person of this browser that look alike; the first waits to be reviewed. Answers its id. */
export const twins = (context: BrowserContext): Promise<string> =>
  once("twins", async () => {
    const bring = async (widthPx: number) => {
      const data = await drawn(101, widthPx, (widthPx * 2) / 3);
      const headers = { "content-type": "image/png" };
      const answer = await context.request.post("/api/v1/images/uploads", { data, headers });
      expect(answer.status(), await answer.text()).toBe(201);
      return String((await answer.json()).id);
    };
    const id = await bring(960);
    await bring(480);
    const data = { ids: [id], declaration: "own_photo" };
    const handedIn = await context.request.post("/api/v1/publications", { data });
    expect(handedIn.status(), await handedIn.text()).toBe(200);
    return id;
  });

/** A report of a public picture of the collector's, by the person of this browser; a second one changes nothing. */
export const report = (context: BrowserContext): Promise<string> =>
  once("report", async () => {
    const list = await context.request.get(`/api/v1/gallery?author=${collector().username}&limit=1`);
    const id = String((await list.json()).items[0]?.id);
    const data = { reason: "label", note: "图上的标识看不清。" };
    const answer = await context.request.post(`/api/v1/gallery/${id}/reports`, { data });
    expect(answer.ok(), await answer.text()).toBe(true);
    return id;
  });
