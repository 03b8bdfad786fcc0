"use client";

import { useQuery } from "@tanstack/react-query";
import { Sparkles } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button, type ButtonProps } from "@/components/ui/form/button";
import type { ApiConfigView } from "@/lib/api-configs/schema";
import { modelsQuery } from "@/lib/generations/client";

interface CreateLinkProps extends Pick<ButtonProps, "variant" | "size"> {
  config: ApiConfigView;
}

/** To the composer with this key's model chosen; nothing where it makes no pictures from words. */
export function CreateLink({ config, ...look }: CreateLinkProps) {
  const t = useTranslations("keys");
  const { data } = useQuery(modelsQuery());
  const model = data?.items.find(({ id }) => id === config.id);
  if (config.type !== "image" || model?.editsOnly) return null;
  return (
    <Button asChild {...look}>
      <Link href={`/create?model=${config.id}`}>
        <Sparkles strokeWidth={1.5} aria-hidden />
        {t("create")}
      </Link>
    </Button>
  );
}
