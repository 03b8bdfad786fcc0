import { useTranslations } from "next-intl";

/** A job by what it does, where that is known, and by its id. */
export function JobName({ id }: { id: string }) {
  const t = useTranslations("admin.system.jobs.names");
  // Functions may be added without words of their own.
  const key = id as "purge-trash";
  return (
    <span className="flex flex-col">
      {t.has(key) ? <span>{t(key)}</span> : null}
      <span className="font-mono font-normal text-muted text-xs">{id}</span>
    </span>
  );
}
