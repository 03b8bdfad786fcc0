import { singleton } from "@/lib/platform/process/singleton";
import { sql } from "./client";

type Listener = (payload: string) => void;

interface Channel {
  listeners: Set<Listener>;
  ready: Promise<unknown>;
}

const channels = () => singleton("db.listen", () => new Map<string, Channel>());

/**
 * Hears NOTIFY on a channel until the returned function is called. All listeners of a process share one
 * connection, which reconnects by itself; while it is away notices are lost, so callers also look now and then.
 */
export async function listen(channel: string, listener: Listener): Promise<() => void> {
  const known = channels().get(channel) ?? open(channel);
  known.listeners.add(listener);
  await known.ready;
  return () => known.listeners.delete(listener);
}

function open(channel: string): Channel {
  const listeners = new Set<Listener>();
  const ready = sql().listen(channel, (payload) => {
    for (const listener of listeners) listener(payload);
  });
  const opened = { listeners, ready };
  channels().set(channel, opened);
  ready.catch(() => channels().delete(channel));
  return opened;
}
