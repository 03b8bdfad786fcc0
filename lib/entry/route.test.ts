import { expect, test } from "vitest";
import { endpointOf } from "./route";

test.each([
  ["/api/v1/images/img_01m80x22p3bzha7aeh91bcm4mn", "/api/v1/images/:id"],
  ["/s/50wKbh3ij3TO3N1AQNO3AQ/images", "/s/:token/images"],
  ["/s/50wKbh3ij3TO3N1AQNO3AQ/files/img_01m80x22p3bzha7aeh91bcm4mn/display", "/s/:token/files/:id/display"],
  ["/s/anything%20else/unlock", "/s/:token/unlock"],
  ["/api/v1/shares", "/api/v1/shares"],
])("%s is counted and logged as %s: no id, and no token that opens something", (path, endpoint) => {
  expect(endpointOf(path)).toBe(endpoint);
});
