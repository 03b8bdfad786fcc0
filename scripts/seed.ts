import { closePools } from "@/db/client";
import { seedReferenceData } from "@/db/seed";
import { env } from "@/lib/platform/env";
import { seedDemoAccounts } from "./seed/accounts";
import { seedGallery } from "./seed/gallery";

/** Fills the database of DATABASE_URL with what the product starts with; running it again changes nothing. */
async function main(): Promise<void> {
  const { styleTags } = await seedReferenceData();
  console.log(`${styleTags} style tags`);
  if (!env().DEMO_MODE) return;
  const accounts = await seedDemoAccounts();
  console.log(`${accounts} demo accounts`);
  await seedGallery((done, total) => console.log(`picture ${done} of ${total}`));
}

main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(closePools);
