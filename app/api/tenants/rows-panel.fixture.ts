import { type ActionRows, admins, dangerous } from "./action-row.fixture";
import { adminContentActions } from "./rows-admin-content.fixture";
import { adminMoneyActions } from "./rows-admin-money-actions.fixture";
import { adminPeopleActions } from "./rows-admin-people.fixture";
import { adminStyleActions } from "./rows-admin-styles.fixture";
import { adminSystemActions } from "./rows-admin-system.fixture";
import { handedIn, shown } from "./rows-gallery.fixture";

/** The actions of the panel. Which of them take the admin's password is pinned here, by their marks, and nowhere else. */
export const panelActions: ActionRows = {
  ...adminMoneyActions,
  ...adminContentActions,
  ...adminStyleActions,
  ...adminPeopleActions,
  ...adminSystemActions,
  decidePublicationAction: admins(async (world) => ({ id: await handedIn(world), decision: "approve" })),
  viewAsAction: dangerous(
    (world) => ({ userId: world.ownerId, reason: "a question of theirs" }),
    "cannot_view",
  ),
  keepReportedAction: admins(async (world) => ({ id: await shown(world), reason: "looked at by hand" })),
};
