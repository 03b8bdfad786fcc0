import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Page, PageHeader } from "@/components/shell/page-header";
import { cn } from "@/lib/platform/cn";
import { type LegalName, legalNames } from "./documents";
import { LEGAL_VERSION, type LegalSection, type LegalText } from "./text";

interface LegalPageProps {
  name: LegalName;
  text: LegalText;
}

/** One of the texts that bind, with its contents beside it and the way to the others. */
export function LegalPage({ name, text }: LegalPageProps) {
  const t = useTranslations("legal");
  const format = useFormatter();
  return (
    <Page className="gap-8">
      <OtherTexts current={name} />
      <PageHeader
        title={text.title}
        description={<span className="block max-w-prose text-lg">{text.summary}</span>}
      />
      <p className="-mt-4 text-muted text-sm">
        {t.rich("version", {
          date: () => (
            <time dateTime={LEGAL_VERSION}>
              {format.dateTime(new Date(`${LEGAL_VERSION}T12:00:00Z`), "day")}
            </time>
          ),
        })}
      </p>
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_15rem]">
        <Contents sections={text.sections} />
        <div className="flex max-w-prose flex-col gap-9 text-lg">
          {text.sections.map((section) => (
            <Section key={section.id} section={section} />
          ))}
        </div>
      </div>
    </Page>
  );
}

function OtherTexts({ current }: { current: LegalName }) {
  const t = useTranslations("legal");
  const names = useTranslations("shell.footer.links");
  return (
    <nav aria-label={t("texts")} className="-mx-2 flex flex-wrap gap-1">
      {legalNames.map((name) => (
        <Link
          key={name}
          href={`/legal/${name}`}
          aria-current={name === current ? "page" : undefined}
          className={cn(
            "flex h-10 items-center rounded-md px-2 hover:bg-subtle sm:h-9",
            name === current ? "font-medium text-text" : "text-muted hover:text-text",
          )}
        >
          {names(name)}
        </Link>
      ))}
    </nav>
  );
}

function Section({ section }: { section: LegalSection }) {
  const { id, title, blocks } = section;
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <h2 id={id} className="scroll-mt-20 font-semibold text-xl tracking-tight">
        {title}
      </h2>
      {blocks.map((block) =>
        typeof block === "string" ? (
          <p key={block} className="break-words">
            {block}
          </p>
        ) : (
          <ul key={block[0]} className="flex list-disc flex-col gap-2 pl-5 marker:text-muted">
            {block.map((point) => (
              <li key={point} className="break-words">
                {point}
              </li>
            ))}
          </ul>
        ),
      )}
    </section>
  );
}

function Contents({ sections }: { sections: readonly LegalSection[] }) {
  const t = useTranslations("legal");
  return (
    <nav aria-label={t("contents")} className="lg:order-last">
      <ol className="border-line border-y py-2 text-sm sm:max-lg:columns-2 sm:max-lg:gap-6 lg:sticky lg:top-20 lg:border-y-0 lg:border-l lg:py-0 lg:pl-4">
        {sections.map(({ id, title }) => (
          <li key={id} className="break-inside-avoid">
            <a
              href={`#${id}`}
              className="flex min-h-9 items-center text-muted underline decoration-transparent underline-offset-4 hover:text-text hover:decoration-line-strong lg:min-h-8 lg:py-1.5 lg:leading-4.5"
            >
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
