// Stands in for the package `server-only`, which throws outside of a bundler that knows React's server condition.
export {};
