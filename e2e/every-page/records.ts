import { and, asc, desc, eq, isNotNull, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { apiConfigs, generatedImages, users } from "@/db/schema";
import { collector } from "../fixtures/people";

/** A public picture of the collector's, with its generation and its person. */
async function seeded() {
  const [image] = await db()
    .select({
      id: generatedImages.id,
      generationId: generatedImages.generationId,
      userId: generatedImages.userId,
    })
    .from(generatedImages)
    .innerJoin(users, eq(users.id, generatedImages.userId))
    .where(
      and(
        eq(users.username, collector().username),
        eq(generatedImages.isPublic, true),
        isNotNull(generatedImages.generationId),
      ),
    )
    .orderBy(desc(generatedImages.createdAt))
    .limit(1);
  if (!image) throw new Error("The collector has no public picture any more.");
  return image;
}

/** What pages of one record have behind their path, by the names of the places. */
export const recordOf: Readonly<Record<string, (() => Promise<string>) | undefined>> = {
  "admin/users/one": async () => `/${(await seeded()).userId}`,
  "admin/generations/one": async () => `/${(await seeded()).generationId}`,
  "admin/content/image": async () => `/${(await seeded()).id}?labels=1`,
  "admin/vendors/config": async () => {
    const [config] = await db()
      .select({ id: apiConfigs.id })
      .from(apiConfigs)
      .where(and(isNull(apiConfigs.userId), eq(apiConfigs.type, "image")))
      .orderBy(asc(apiConfigs.createdAt), asc(apiConfigs.id))
      .limit(1);
    if (!config) throw new Error("The platform has no config any more.");
    return `?open=${config.id}`;
  },
};
