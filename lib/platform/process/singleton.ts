const registry = globalThis as unknown as Record<symbol, unknown>;

/**
 * One instance per process, whatever the bundler does: Next keeps separate module copies for
 * instrumentation, pages and routes, so a plain module variable would open several pools.
 */
export function singleton<T>(name: string, create: () => T): T {
  const key = Symbol.for(`xintu.${name}`);
  if (!(key in registry)) registry[key] = create();
  return registry[key] as T;
}

/** Forgets an instance, so that the next use makes a new one. */
export function forget(name: string): void {
  delete registry[Symbol.for(`xintu.${name}`)];
}
