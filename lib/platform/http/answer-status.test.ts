import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { followAnswers, setAnswerStatus } from "./answer-status";

let server: Server;
let url = "";
beforeAll(async () => {
  followAnswers();
  server = createServer(async (request, response) => {
    const [, status = "", waitMs = "0", begun = ""] = (request.url ?? "").split("/");
    if (begun) response.writeHead(200).write("begun ");
    await pause(Number(waitMs));
    if (status) setAnswerStatus(Number(status));
    response.end(`asked for ${status}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const ask = async (path: string) => {
  const answer = await fetch(url + path);
  return [answer.status, await answer.text()];
};

test("a status is that of the request that leads there, with its body, however many there are at once", async () => {
  const wanted = Array.from({ length: 40 }, (_, i) => (i % 3 === 0 ? 403 : i % 3 === 1 ? 401 : 0));
  const answers = await Promise.all(
    wanted.map((status, i) => ask(status ? `/${status}/${(i * 7) % 20}` : `//${(i * 7) % 20}`)),
  );
  expect(answers).toEqual(
    wanted.map((status) => [status === 0 ? 200 : status, `asked for ${status === 0 ? "" : status}`]),
  );
});

test("an answer that has begun keeps its status", async () => {
  expect(await ask("/403/5/begun")).toEqual([200, "begun asked for 403"]);
});

test("outside of a request there is nothing to set", () => {
  expect(() => setAnswerStatus(403)).not.toThrow();
});
