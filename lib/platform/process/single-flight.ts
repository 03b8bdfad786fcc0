/** Work by keys: while some is under way for a key, whoever asks for the same gets its outcome, a failure included. */
export type SingleFlight<T> = (key: string, work: () => Promise<T>) => Promise<T>;

/** The single flights of one kind of work in this process; nothing is kept once it has ended. */
export function singleFlight<T>(): SingleFlight<T> {
  const flying = new Map<string, Promise<T>>();
  return (key, work) => {
    const known = flying.get(key);
    if (known) return known;
    const flight = work().finally(() => flying.delete(key));
    flying.set(key, flight);
    return flight;
  };
}
