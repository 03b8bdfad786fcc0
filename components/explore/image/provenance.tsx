import { BadgeCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import type { PublicImageView } from "@/lib/gallery/schema";
import { SectionHeading } from "./section";

interface ProvenanceProps {
  image: Pick<PublicImageView, "aiClass" | "operation">;
  isBuiltIn: boolean;
}

/** What is known of an image's origin, and how its files say so. */
export function Provenance({ image, isBuiltIn }: ProvenanceProps) {
  const t = useTranslations("explore.provenance");
  const viewer = useTranslations("viewer");
  const { aiClass, operation } = image;
  const origin = aiClass === "made" && operation === "upload" ? "labelled" : aiClass;
  return (
    <section aria-labelledby="image-provenance" className="flex flex-col gap-2">
      <SectionHeading id="image-provenance">{viewer("provenance")}</SectionHeading>
      <div className="flex items-start gap-2 rounded-md bg-subtle px-3 py-2.5 text-sm">
        <BadgeCheck strokeWidth={1.5} className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
        <div className="flex flex-col gap-1">
          <p className="font-medium">{t(`${origin}.title`)}</p>
          <p className="text-muted">{t(`${origin}.detail`)}</p>
          {isBuiltIn ? <p className="text-muted">{viewer("builtIn")}</p> : null}
        </div>
      </div>
    </section>
  );
}
