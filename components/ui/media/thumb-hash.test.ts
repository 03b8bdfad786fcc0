import fc from "fast-check";
import { rgbaToThumbHash } from "thumbhash";
import { expect, test } from "vitest";
import { thumbHashColour, thumbHashUrl } from "./thumb-hash";

const red = Buffer.from(
  rgbaToThumbHash(
    8,
    8,
    new Uint8Array(256).map((_, i) => (i % 4 === 0 || i % 4 === 3 ? 255 : 0)),
  ),
);

test.each(["base64", "base64url"] as const)("a hash in %s gives a colour and a picture", (encoding) => {
  expect(thumbHashColour(red.toString(encoding))).toMatch(/^rgb\((2[3-5]\d) (\d|1\d|2\d) (\d|1\d|2\d)\)$/);
  expect(thumbHashUrl(red.toString(encoding))).toMatch(/^data:image\/png;base64,/);
});

test("no text makes it throw", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String(), fc.constant(null)), (text) => {
      thumbHashColour(text);
      thumbHashUrl(text);
    }),
  );
});
