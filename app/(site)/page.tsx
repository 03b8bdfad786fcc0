import { HomePage } from "@/components/home/home-page";
import { fullRows, madeHere } from "@/components/home/pictures";
import { pageContext } from "@/lib/entry/page";
import { listGallery } from "@/lib/gallery/read";

const ROWS = 3;
/** Enough for the rows, though some of the popular ones may be photographs that people brought along. */
const READ = 40;

export default async function Home() {
  const ctx = await pageContext();
  const popular = await listGallery({ ctx, input: { sort: "popular", limit: READ } });
  return <HomePage pictures={fullRows(madeHere(popular.items), ROWS)} signedIn={ctx.actor.kind === "user"} />;
}
