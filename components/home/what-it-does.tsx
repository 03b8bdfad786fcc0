import Link from "next/link";
import { useTranslations } from "next-intl";

const features = [
  { key: "generate", href: "/create" },
  { key: "edit", href: "/edit" },
  { key: "library", href: "/library" },
  { key: "album", href: "/downloads" },
] as const;

/** The four things that the product is for, each with the way to it. */
export function WhatItDoes() {
  const t = useTranslations("home");
  return (
    <section
      aria-labelledby="what-it-does"
      className="grid gap-x-12 gap-y-6 lg:grid-cols-[16rem_minmax(0,1fr)]"
    >
      <h2 id="what-it-does" className="font-semibold text-xl tracking-tight">
        {t("what")}
      </h2>
      <ul className="grid gap-x-12 sm:grid-cols-2">
        {features.map(({ key, href }) => (
          <li key={key} className="flex flex-col gap-1.5 border-line border-t py-5">
            <h3 className="font-medium text-lg">
              <Link
                href={href}
                className="underline decoration-line-strong underline-offset-4 hover:decoration-text"
              >
                {t(`features.${key}.title`)}
              </Link>
            </h3>
            <p className="text-muted">{t(`features.${key}.detail`)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
