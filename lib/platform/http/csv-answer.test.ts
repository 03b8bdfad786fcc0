import { expect, test } from "vitest";
import { csvAnswer } from "./csv-answer";

const textOf = async (rows: number, maxRows: number) => {
  async function* parts() {
    for (let at = 0; at < rows; at += 2)
      yield Array.from({ length: Math.min(2, rows - at) }, (_, i) => [`r${at + i}`, at + i]);
  }
  const answer = csvAnswer({ fileName: "a.csv", columns: ["id", "n"], parts: parts(), maxRows });
  return { answer, text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(await answer.arrayBuffer()) };
};

test("a file says what it is, begins with the mark of its encoding and ends with its number of rows", async () => {
  const { answer, text } = await textOf(3, 10);
  expect(text).toBe("\uFEFFid,n\r\nr0,0\r\nr1,1\r\nr2,2\r\n# end,3,complete\r\n");
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(answer.headers.get("content-disposition")).toBe('attachment; filename="a.csv"');
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
});

test("a file with more rows than it may have says that it was cut, one with exactly as many does not", async () => {
  expect((await textOf(5, 3)).text).toMatch(/r2,2\r\n# end,3,cut\r\n$/);
  expect((await textOf(4, 2)).text).toMatch(/r1,1\r\n# end,2,cut\r\n$/);
  expect((await textOf(4, 4)).text).toMatch(/# end,4,complete\r\n$/);
});
