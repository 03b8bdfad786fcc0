/** What a server action answers, as forms read it. */
export type Answer<T = unknown> =
  | { ok: true; value: T }
  | {
      ok: false;
      code: string;
      /** What a person of the platform wrote for whoever is refused. */
      message?: string;
      fields?: Record<string, string>;
      requestId: string;
      retryAfterMs?: number;
    };

/** A server action given to a component; the doors make it, components only call it. */
export type FormAction<I> = (input: I) => Promise<Answer>;
