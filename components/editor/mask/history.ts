/** What was done, and what was undone and can be done again, oldest first and next first. */
export interface History<T> {
  done: readonly T[];
  undone: readonly T[];
}

export const emptyHistory: History<never> = { done: [], undone: [] };

/** One step more; what was undone before it is gone. */
export const doStep = <T>({ done }: History<T>, step: T): History<T> => ({
  done: [...done, step],
  undone: [],
});

export function undoStep<T>(history: History<T>): History<T> {
  const last = history.done.at(-1);
  if (last === undefined) return history;
  return { done: history.done.slice(0, -1), undone: [last, ...history.undone] };
}

export function redoStep<T>(history: History<T>): History<T> {
  const [next, ...undone] = history.undone;
  return next === undefined ? history : { done: [...history.done, next], undone };
}
