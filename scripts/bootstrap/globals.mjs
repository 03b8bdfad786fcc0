/** The constants that Next's build and Vitest define; outside of both, fail points do not exist. */
globalThis.__FAIL_POINTS__ = false;
