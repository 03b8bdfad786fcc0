export interface LikeState {
  liked: boolean;
  likes: number;
}

type Send = (id: string, liked: boolean) => Promise<LikeState>;

/**
 * What this browser knows of likes beyond what the pages said when they were drawn: every heart of one image shows
 * the same, on the grid and on its page, and still does on the way back.
 */
export class LikesStore {
  readonly #known = new Map<string, LikeState>();
  #person: string | null = null;
  readonly #sending = new Set<string>();
  readonly #listeners = new Set<() => void>();

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** Forgets everything when somebody else is signed in; the server, which draws for many, keeps nothing. */
  belongTo(person: string | null): void {
    if (typeof window === "undefined" || person === this.#person) return;
    this.#person = person;
    this.#known.clear();
  }

  get(id: string): LikeState | undefined {
    return this.#known.get(id);
  }

  /** Learns from the server, unless the person has pressed meanwhile. */
  learn(id: string, state: LikeState): void {
    if (!this.#known.has(id)) this.#put(id, state);
  }

  /**
   * Turns a like around: shown at once, sent one after the other, and back to the last truth when that fails, which
   * is thrown to whoever pressed.
   */
  async toggle(id: string, shown: LikeState, send: Send): Promise<void> {
    this.#put(id, turned(shown));
    if (this.#sending.has(id)) return;
    this.#sending.add(id);
    let truth = shown;
    try {
      for (let wanted = !shown.liked; wanted !== truth.liked; wanted = this.#wanted(id, truth))
        truth = { ...(await send(id, wanted)), liked: wanted };
      this.#put(id, truth);
    } catch (error) {
      this.#put(id, truth);
      throw error;
    } finally {
      this.#sending.delete(id);
    }
  }

  #wanted(id: string, truth: LikeState): boolean {
    return this.#known.get(id)?.liked ?? truth.liked;
  }

  #put(id: string, state: LikeState): void {
    this.#known.set(id, state);
    for (const listener of this.#listeners) listener();
  }
}

const turned = ({ liked, likes }: LikeState): LikeState => ({
  liked: !liked,
  likes: Math.max(0, likes + (liked ? -1 : 1)),
});

/** One per browser. */
export const likesStore = new LikesStore();
