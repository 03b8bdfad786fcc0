import { afterEach, expect, test, vi } from "vitest";
import { forget } from "../process/singleton";
import { type EventLine, endEventStreams, eventStream } from "./event-stream";

afterEach(() => {
  forget("event-streams");
  forget("event-streams.ending");
});

const open = (tell: (line: EventLine) => Promise<void>, failed: (error: unknown) => void = () => {}) => {
  const left = new AbortController();
  const stream = eventStream({ userId: "usr_1", signal: left.signal, tell, failed });
  return { left, reader: stream.getReader() };
};
const untilOver = async ({ bell, over }: EventLine) => {
  while (!over.aborted) await bell.heard(60_000);
};
async function all(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  let text = "";
  for (let next = await reader.read(); !next.done; next = await reader.read())
    text += Buffer.from(next.value).toString();
  return text;
}

test("events go out with their names, ids and data as JSON, and the stream ends with its teller", async () => {
  const { reader } = open(async ({ say, beat }) => {
    say("one", { text: "a\nb" }, 7);
    beat();
    say("two", {});
  });
  expect(await all(reader)).toBe(
    'retry: 1000\n\nid: 7\nevent: one\ndata: {"text":"a\\nb"}\n\n: still here\n\nevent: two\ndata: {}\n\n',
  );
});

test("a teller that fails ends its stream, and the failure is told to the server only", async () => {
  const failed = vi.fn();
  const { reader } = open(() => Promise.reject(new Error("the database is away")), failed);
  expect(await all(reader)).not.toContain("database");
  expect(failed).toHaveBeenCalledOnce();
});

test("a process that is asked to stop ends its streams, however long they could have been", async () => {
  const streams = [open(untilOver), open(untilOver)];
  endEventStreams();
  for (const { reader } of streams) await all(reader);
  expect(await all(open(untilOver).reader)).toContain("retry");
});

test("a person has 24 streams at most, and one that ended makes room", async () => {
  const streams = Array.from({ length: 24 }, () => open(untilOver));
  expect(() => open(untilOver)).toThrow("rate_limited");
  streams[0]?.left.abort();
  await expect
    .poll(() => {
      try {
        return Boolean(open(untilOver));
      } catch {
        return false;
      }
    })
    .toBe(true);
  for (const { left } of streams) left.abort();
});

test("a ring that comes while nobody waits is heard afterwards, once", async () => {
  const { reader } = open(async ({ bell, say }) => {
    bell.ring();
    bell.ring();
    say("first", await bell.heard(60_000));
    say("second", await bell.heard(1));
  });
  expect(await all(reader)).toContain("event: first\ndata: true\n\nevent: second\ndata: false");
});
