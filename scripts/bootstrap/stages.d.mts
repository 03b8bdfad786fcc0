export declare class Problem extends Error {}
export declare function stage<T>(
  title: string,
  work: (say: (text: string) => void) => Promise<T> | T,
  shared?: boolean,
): Promise<T>;
export declare function complain(error: unknown): void;
