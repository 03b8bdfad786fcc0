import { headers } from "next/headers";
import { isPhoneAgent } from "@/components/gallery/phone-agent";
import { HomePage } from "@/components/home/home-page";
import { pageContext } from "@/lib/entry/page";
import { listPublicImages } from "@/lib/images/read";

const SHOWN = 12;

export default async function Home() {
  const ctx = await pageContext();
  const images = await listPublicImages({ ctx, input: { limit: SHOWN } });
  return (
    <HomePage
      images={images}
      signedIn={ctx.actor.kind === "user"}
      isPhone={isPhoneAgent((await headers()).get("user-agent"))}
    />
  );
}
