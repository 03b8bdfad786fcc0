import { expect, test } from "vitest";
import { csvLine } from "./csv";

test.each([
  [["a", 1, null, -5], "a,1,,-5\r\n"],
  [['say "hi", now'], '"say ""hi"", now"\r\n'],
  [["two\nlines"], '"two\nlines"\r\n'],
])("%j is written as RFC 4180 says", (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1+1", '"=1', "'=1", "\n=cmd"])(
  "%j is no formula in a spreadsheet",
  (text) => {
    expect(csvLine([text]).replace(/^"/, "")).toMatch(/^'/);
  },
);

test("what only holds such a character stays as it is", () => {
  expect(csvLine(["a=b", "x@example.test", "ord_1-2", "2026-11-22"])).toBe(
    "a=b,x@example.test,ord_1-2,2026-11-22\r\n",
  );
});
