/**
 * Adds to package-lock.json the platform packages (optional dependencies for other systems) that are missing from it.
 * npm leaves them out when the registry at hand does not serve them, and `npm ci` then refuses the lock file.
 * Run it after every change of dependencies: `node scripts/complete-lock.mjs`.
 */
import { readFileSync, writeFileSync } from "node:fs";

const OS = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const CPU = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

/** What such a package declares about itself, which its name says too: `@next/swc-linux-x64-musl`. */
function platformOf(name) {
  const parts = name.split(/[/-]/);
  const found = { os: OS.filter((os) => parts.includes(os)), cpu: CPU.filter((cpu) => parts.includes(cpu)) };
  if (parts.includes("windows")) found.os.push("win32");
  const libc = parts.includes("musl") ? ["musl"] : parts.some((part) => /^gnu/.test(part)) ? ["glibc"] : [];
  return {
    ...(found.cpu.length ? { cpu: found.cpu } : {}),
    ...(libc.length ? { libc } : {}),
    ...(found.os.length ? { os: found.os } : {}),
  };
}

/** Where Node looks for `name` from the package at `path`, nearest first. */
function* placesOf(path, name) {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("node_modules/") - 1)))
    yield `${at}/node_modules/${name}`;
  yield `node_modules/${name}`;
}

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const added = [];
for (const [path, entry] of Object.entries(lock.packages))
  for (const [name, version] of Object.entries(path === "" ? {} : (entry.optionalDependencies ?? {}))) {
    if ([...placesOf(path, name)].some((place) => lock.packages[place])) continue;
    const platform = platformOf(name);
    if (!/^\d/.test(version) || (!platform.os && !platform.cpu)) {
      console.log(`left out ${name}@${version}, needed by ${path}: not a platform package of one version`);
      continue;
    }
    lock.packages[`node_modules/${name}`] = {
      version,
      ...platform,
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
    };
    added.push(`${name}@${version}`);
  }
const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en"));
writeFileSync(
  "package-lock.json",
  `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`,
);
console.log(`${added.length} platform packages added${added.length ? `:\n  ${added.join("\n  ")}` : ""}`);
