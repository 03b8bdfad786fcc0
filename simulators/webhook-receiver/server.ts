import { type Simulator, startSimulator } from "../kit/server";
import { control } from "./control";
import { type Inbox, receive } from "./receive";

/**
 * Somebody's own server that is told by webhooks: as many inboxes as wanted, each below `/hooks/<name>` with a secret
 * of its own. It follows docs/api.md to the letter and refuses what does not. `PUT /__inboxes/<name>` makes one,
 * `GET` shows what came.
 */
export async function startWebhookReceiver(options: { port?: number } = {}): Promise<Simulator> {
  const inboxes = new Map<string, Inbox>();
  return startSimulator({
    name: "receiver",
    port: options.port,
    handle: (request) =>
      request.path.startsWith("/__inboxes/") ? control(inboxes, request) : receive(inboxes, request),
  });
}
