/** `npm start` and `npm run dev`: everything from a fresh clone to a running product. */
import { readLock } from "./bootstrap/lock.mjs";
import { root, run } from "./bootstrap/node.mjs";
import { Problem } from "./bootstrap/stages.mjs";

// Asked before the installation as well, which would pull node_modules from under the running one.
const refuseIfRunning = () => {
  const held = readLock(root);
  if (held?.alive)
    throw new Problem(`Xintu is already running from this folder: ${held.url} (process ${held.pid}).`);
};

await run("scripts/start/main.ts", process.argv.slice(2), refuseIfRunning);
