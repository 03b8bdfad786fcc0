export interface ToastInput {
  title: string;
  detail?: string;
  tone?: "plain" | "success" | "danger";
  /** One thing to do about it, such as undo. */
  action?: { label: string; onSelect: () => void };
  /** How long it stays; 6 seconds, 12 for failures and for those with an action. */
  durationMs?: number;
}

export interface Toast extends ToastInput {
  id: number;
}

const LIMIT = 3;
const listeners = new Set<() => void>();
let toasts: readonly Toast[] = [];
let lastId = 0;

function replace(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Says something at the edge of the screen; the oldest gives way when there are more than three. */
export function toast(input: ToastInput): number {
  lastId += 1;
  replace([...toasts, { ...input, id: lastId }].slice(-LIMIT));
  return lastId;
}

export const dismissToast = (id: number): void => replace(toasts.filter((shown) => shown.id !== id));

export const toastStore = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  read: () => toasts,
};
