import { closePools } from "@/db/client";
import { type RotationCounts, rotateApiConfigs } from "@/lib/api-configs/rotate";
import { jobContext } from "@/lib/entry/context";
import { rotateWebhookSecrets } from "@/lib/notifications/webhooks/rotate";
import { currentKeyId } from "@/lib/platform/key-ring/ring";
import { rotateShareLinks } from "@/lib/shares/rotate";

const BATCH = 200;
/** A row that a person changes while it is rotated waits for the next pass. */
const MAX_PASSES = 3;
/** Everything that is sealed. */
const rotations = [rotateApiConfigs, rotateShareLinks, rotateWebhookSecrets];

/**
 * Seals every stored key with the first key of KEY_RING (or the one derived from AUTH_SECRET). The application may
 * run meanwhile, once all its processes know the new key: put it in second place and restart, then move it to the
 * first place, restart, and run this. When it reports nothing unreadable, the old key can be removed.
 */
async function main(): Promise<void> {
  console.log(`current key: ${currentKeyId()}`);
  for (let number = 1; number <= MAX_PASSES; number += 1) {
    const counts = await onePass();
    console.log(
      `pass ${number}: ${counts.rotated} rotated, ${counts.changedMeanwhile} changed meanwhile, ${counts.unreadable} unreadable`,
    );
    if (counts.unreadable > 0) process.exitCode = 1;
    if (counts.changedMeanwhile === 0) return;
  }
}

async function onePass(): Promise<Omit<RotationCounts, "next">> {
  const total = { rotated: 0, changedMeanwhile: 0, unreadable: 0 };
  for (const rotate of rotations) {
    let after: string | undefined;
    do {
      const done = await rotate({ ctx: jobContext("rotate-keys"), input: { batch: BATCH, after } });
      total.rotated += done.rotated;
      total.changedMeanwhile += done.changedMeanwhile;
      total.unreadable += done.unreadable;
      after = done.next ?? undefined;
    } while (after !== undefined);
  }
  return total;
}

main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(closePools);
