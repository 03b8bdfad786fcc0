import { type SQL, sql } from "drizzle-orm";

/** The image of that id if everybody may see it now, for statements that begin with it. */
export const publicTarget = (imageId: string): SQL => sql`
  select i.id, i.user_id, i.likes from generated_images i join users u on u.id = i.user_id
  where i.id = ${imageId} and i.is_public and i.deleted_at is null and i.purging_at is null and u.status = 'active'`;

/** PostgreSQL's own code for a row that refers to one which is not there: the image went between two looks. */
export const isGone = (error: unknown): boolean => {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return typeof cause === "object" && cause !== null && "code" in cause && cause.code === "23503";
};
