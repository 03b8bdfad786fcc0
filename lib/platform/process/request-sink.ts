import { logger } from "../log";
import { singleton } from "./singleton";

/** One answered request, as the request log keeps it. */
export interface AnsweredRequest {
  at: Date;
  requestId: string;
  method: string;
  /** The path with `:name` for what its values name, or `action:name` of a server action. */
  route: string;
  /** `web`, `program`, the platform of a client, or `vendor`. */
  client: string;
  /** Null for a visitor. */
  userId: string | null;
  status: number;
  /** The code of the problem, where the answer was one. */
  errorCode: string | null;
  durationMs: number;
  /** Null where the length of the answer was not known beforehand. */
  bytesOut: number | null;
}

type Take = (request: AnsweredRequest) => void;

const sink = () => singleton("request-sink", (): { take: Take | null } => ({ take: null }));

/** Who takes the answered requests of this process from now on; nobody with null. The web tier has nobody. */
export const setRequestSink = (take: Take | null): void => {
  sink().take = take;
};

/** Hands over one answered request; never waits and never fails: the answer is more than the note of it. */
export function noteRequest(request: AnsweredRequest): void {
  try {
    sink().take?.(request);
  } catch (err) {
    logger("request-sink").error("a request was not noted", { request_id: request.requestId, err });
  }
}
