import { newId } from "@/lib/platform/ids";
import { type ActionRows, admins, dangerous } from "./action-row.fixture";
import { each, open, type Rows } from "./rows.fixture";

const reason = "looked at by hand";
const tag = (slug: string) => ({
  ...{ slug, name: "x", nameEn: "x", category: "art", type: "style", promptFragment: "x", sortOrder: 1 },
  ...{ isOffered: true, reason },
});

export const adminStyleActions: ActionRows = {
  createStyleTagAction: admins(() => tag("of-the-matrix")),
  updateStyleTagAction: admins(() => tag("of-nobody"), "not_found"),
  setStylePreviewAction: admins(
    () => ({ slug: "of-nobody", imageId: newId("image"), reason }),
    "style_image_not_public",
  ),
  mergeStyleTagsAction: dangerous(() => ({ slug: "of-nobody", into: "of-nobody-else", reason }), "not_found"),
};

export const styleRows: Rows = {
  "POST /api/v1/admin/styles/[slug]/preview": each(
    { anonymous: 401, other: 403, key: 403, device: 403, admin: 404 },
    403,
    (world) => ({ params: { slug: "of-nobody" }, headers: { "x-reason": reason }, bytes: world.png }),
  ),
  "GET /media/styles/[slug]": open(404, () => ({ params: { slug: "of-nobody" } })),
};
