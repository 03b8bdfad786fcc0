"use client";

import { Images, Paintbrush, Scaling, Shuffle } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { MenuItem } from "@/components/ui/overlay/dropdown-menu";
import { offeredOperations } from "@/lib/edits/rules";
import type { ImageView } from "@/lib/images/schema";
import { editHref, referenceHref } from "./links";
import { useModels } from "./model-name";

/** What can be made of an image next, as far as some model on offer can do it. */
export function useEditLinks(image: ImageView) {
  const t = useTranslations("editor.actions");
  const { models } = useModels();
  const offered = offeredOperations(models, image);
  const links = [
    { key: "edit", href: editHref(image.id), icon: Paintbrush, offered: offered.length > 0 },
    {
      key: "variation",
      href: editHref(image.id, "variation"),
      icon: Shuffle,
      offered: offered.includes("variation"),
    },
    {
      key: "upscale",
      href: editHref(image.id, "upscale"),
      icon: Scaling,
      offered: offered.includes("upscale"),
    },
    {
      key: "reference",
      href: referenceHref(image.id),
      icon: Images,
      offered: models.some((model) => model.maxReferences > 0),
    },
  ] as const;
  return links.filter((link) => link.offered).map((link) => ({ ...link, label: t(link.key) }));
}

/** The same as rows of a menu. */
export function EditMenuItems({ image }: { image: ImageView }) {
  return useEditLinks(image).map(({ key, href, icon: Icon, label }) => (
    <MenuItem key={key} asChild>
      <Link href={href} prefetch={false}>
        <Icon strokeWidth={1.5} aria-hidden />
        {label}
      </Link>
    </MenuItem>
  ));
}
