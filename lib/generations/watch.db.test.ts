import { beforeEach, expect, test, vi } from "vitest";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { claim, create, own, settle, startOver, submit, view } from "./run/scripted.fixture";
import { watchGeneration } from "./watch";

vi.mock("@/lib/providers/registry", async () => (await import("./run/scripted-provider.fixture")).registry);
beforeEach(startOver);

interface Told {
  id: string;
  event: string;
  data: { status?: string; revision?: number };
}

const open = async (id: string, lastRevision = 0) => {
  const left = new AbortController();
  const stream = await watchGeneration({ ctx: own(), input: { id }, lastRevision, signal: left.signal });
  return { left, reader: stream.getReader() };
};

/** Reads events until one of the kind asked for, and gives them all. */
async function until(reader: ReadableStreamDefaultReader<Uint8Array>, event: string): Promise<Told[]> {
  const told: Told[] = [];
  for (let text = ""; !told.some((one) => one.event === event); ) {
    const { done, value } = await reader.read();
    if (done) break;
    text += Buffer.from(value).toString();
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1] ?? "";
      if (field("event"))
        told.push({ id: field("id"), event: field("event"), data: JSON.parse(field("data")) });
    }
  }
  return told;
}

test("tells the present state, then every change, then the end, with revisions as ids", async () => {
  const { id } = await create();
  const { reader } = await open(id);
  const first = await until(reader, "generation");
  expect(first).toMatchObject([{ data: { status: "queued" } }]);
  await claim(id);
  expect((await until(reader, "generation")).at(-1)).toMatchObject({ data: { status: "running" } });
  await submit(id);
  await settle(id);
  const rest = await until(reader, "end");
  expect(rest.at(-2)).toMatchObject({ event: "generation", data: { status: "failed" } });
  const ids = [...first, ...rest].filter((one) => one.event === "generation").map((one) => Number(one.id));
  expect(ids.toSorted((a, b) => a - b)).toEqual(ids);
  expect((await reader.read()).done).toBe(true);
});

test("resumes behind the last revision that the client has", async () => {
  const { id } = await create();
  await claim(id);
  const { revision } = await view(id);
  const { reader } = await open(id, revision);
  await settle(id);
  const told = await until(reader, "end");
  expect(told.filter((one) => one.event === "generation").every((one) => Number(one.id) > revision)).toBe(
    true,
  );
});

test("an ended generation is told as ended even to a client that has its last revision", async () => {
  const { id } = await create();
  await settle(id);
  const { reader } = await open(id, 999_999);
  expect(await until(reader, "end")).toMatchObject([{ event: "end" }]);
});

test("another person's generation cannot be watched", async () => {
  const { id } = await create();
  const other = testContext(userActor((await insertUser()).id));
  const watched = watchGeneration({
    ctx: other,
    input: { id },
    lastRevision: 0,
    signal: new AbortController().signal,
  });
  await expect(watched).rejects.toMatchObject({ status: 404 });
});

test("a client that leaves ends its stream", async () => {
  const { id } = await create();
  const { reader, left } = await open(id);
  await until(reader, "generation");
  left.abort();
  await reader.cancel();
  expect((await reader.read()).done).toBe(true);
});
