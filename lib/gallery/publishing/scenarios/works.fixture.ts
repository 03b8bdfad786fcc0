import { eq } from "drizzle-orm";
import sharp from "sharp";
import { db } from "@/db/client";
import { generatedImages, publicationMoves, publications, publicationTags } from "@/db/schema";
import { adminActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { addImage, type NewImage } from "@/lib/images/add";
import { newId } from "@/lib/platform/ids";
import { appealPublication } from "../appeal";
import { checkPublication } from "../check";
import { concludePublication } from "../conclude";
import { decidePublication } from "../decide";
import { publishImages } from "../publish";
import { withdrawImages } from "../withdraw";

/** A person; `by` is how they act. */
export async function author() {
  const user = await insertUser();
  return { userId: user.id, by: () => testContext(userActor(user.id)) };
}
export const reviewer = () => testContext(adminActor("usr_reviewer"));

const canvas = (background: string) =>
  sharp({ create: { width: 96, height: 96, channels: 3, background } })
    .png()
    .toBuffer();

/** A picture with its files; brought along unless a colour says more. Its id. */
export async function addWork(
  userId: string,
  parts: Partial<NewImage> & { colour?: string } = {},
): Promise<string> {
  const { colour = "#3a7", ...rest } = parts;
  const id = newId("image");
  const input: NewImage = {
    ...{ id, userId, generationId: null, ordinal: 0, parentImageId: null, prompt: "a quiet lake" },
    ...{ negativePrompt: "", styleTags: [], ratio: "1:1", tier: "1K", quality: "standard" },
    ...{ provider: "upload", model: "upload", seed: null, operation: "upload" },
    ...rest,
  };
  await addImage({ ctx: testContext(), original: await canvas(colour), input });
  return id;
}

type By = Parameters<typeof publishImages>[0]["ctx"];
export async function publish(by: By, id: string, declaration?: "own_photo" | "ai_elsewhere") {
  const { items } = await publishImages({ ctx: by, input: { ids: [id], declaration } });
  return items[0];
}
export async function withdraw(by: By, id: string) {
  const { items } = await withdrawImages({ ctx: by, input: { ids: [id] } });
  return items[0];
}
export const appeal = (by: By, id: string) =>
  appealPublication({ ctx: by, input: { id, text: "It is a lake." } });

export const decide = (
  id: string,
  decision: "approve" | "reject" | "take_down" | "reinstate",
  more: { reason?: "sexual" | "copyright"; note?: string } = {},
) => {
  const isIn = decision === "approve" || decision === "reinstate";
  const reason = isIn ? undefined : (more.reason ?? "copyright");
  return decidePublication({ ctx: reviewer(), input: { id, decision, reason, note: more.note } });
};

/** The steps of a review, one after the other, without an engine. */
export async function review(imageId: string, round = 1) {
  for (const kind of ["prompt", "image"] as const)
    await checkPublication({ ctx: testContext(), input: { imageId, round, kind } });
  return concludePublication({ ctx: testContext(), input: { imageId, round } });
}

/** Everything that says whether an image is public, and its history. */
export async function standing(imageId: string) {
  const [row] = await db().select().from(publications).where(eq(publications.imageId, imageId));
  const [image] = await db().select().from(generatedImages).where(eq(generatedImages.id, imageId));
  const tags = await db().select().from(publicationTags).where(eq(publicationTags.imageId, imageId));
  const moves = await db()
    .select()
    .from(publicationMoves)
    .where(eq(publicationMoves.imageId, imageId))
    .orderBy(publicationMoves.createdAt, publicationMoves.id);
  return {
    row,
    state: row?.state,
    isPublic: image?.isPublic,
    aiClass: image?.aiClass,
    tags: tags.map(({ tag }) => tag).sort(),
    history: moves.map(({ from, to }) => `${from} → ${to}`),
  };
}
