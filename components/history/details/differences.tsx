import { useTranslations } from "next-intl";
import type { GenerationView } from "@/lib/generations/schema";

/** How what was made differs from what was asked. */
export function Differences({ view }: { view: Pick<GenerationView, "warnings"> }) {
  const t = useTranslations("create.warnings");
  if (view.warnings.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 text-muted text-sm">
      {view.warnings.map((warning) => (
        <li key={warning}>{t(warning)}</li>
      ))}
    </ul>
  );
}
