import { Search, X } from "lucide-react";
import Form from "next/form";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonVariants } from "@/components/ui/form/button";
import { controlLook } from "@/components/ui/form/control-look";

/** A plain form that opens an address, so it searches before any script has come. */
export function SearchForm({ q }: { q: string | undefined }) {
  const t = useTranslations("explore.search");
  return (
    <Form action="/explore" prefetch={false} role="search" className="flex w-full items-center gap-2 sm:w-96">
      <div className="relative min-w-0 flex-1">
        <Search
          strokeWidth={1.5}
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
          aria-hidden
        />
        <input
          key={q}
          type="search"
          name="q"
          defaultValue={q}
          maxLength={100}
          required
          enterKeyHint="search"
          aria-label={t("label")}
          placeholder={t("placeholder")}
          className={`${controlLook} h-10 pr-10 pl-9 sm:h-9 [&::-webkit-search-cancel-button]:hidden`}
        />
        {q ? (
          <Link
            href="/explore"
            prefetch={false}
            aria-label={t("clear")}
            className="absolute inset-y-0 right-0 flex w-10 items-center justify-center rounded-md text-muted hover:text-text"
          >
            <X strokeWidth={1.5} className="size-4" aria-hidden />
          </Link>
        ) : null}
      </div>
      <button type="submit" className={`${buttonVariants({})} max-sm:sr-only`}>
        {t("submit")}
      </button>
    </Form>
  );
}
