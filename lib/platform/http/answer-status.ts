import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { ServerResponse } from "node:http";
import { singleton } from "@/lib/platform/process/singleton";

const answers = () => singleton("answers", () => new AsyncLocalStorage<ServerResponse>());

/** From now on whatever a request leads to knows its answer; called once, before the first request. */
export function followAnswers(): void {
  subscribe("http.server.request.start", (message) =>
    answers().enterWith((message as { response: ServerResponse }).response),
  );
}

/**
 * Gives the answer of the request that leads here an HTTP status. For server actions: Next answers them with 200 and
 * has no word for another status that would keep the body, while its client reads the body whatever the status is
 * (server-action-reducer looks at the content type alone). Does nothing outside of a request, and where the answer has
 * begun.
 */
export function setAnswerStatus(status: number): void {
  const answer = answers().getStore();
  if (answer && !answer.headersSent) answer.statusCode = status;
}
