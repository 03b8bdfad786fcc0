export interface Lock {
  pid: number;
  url: string;
  mode: string;
  /** Process groups that this start has launched. */
  children: { name: string; pid: number; command: string }[];
}
export declare function commandOf(pid: number): string | undefined;
export declare function readLock(root: string): (Lock & { alive: boolean }) | undefined;
export declare function takeLock(root: string, content: Lock): (Lock & { alive: boolean }) | undefined;
export declare function updateLock(root: string, content: Lock): void;
export declare function releaseLock(root: string): void;
