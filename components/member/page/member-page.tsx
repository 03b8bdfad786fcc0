import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

interface MemberPageProps {
  /** The heading; left out where the content brings its own. */
  title?: string;
  /** Stays at the bottom of the screen: the one thing to do next. */
  bar?: ReactNode;
  /** Left out on the home page itself. */
  hasWayHome?: boolean;
  children: ReactNode;
}

/** One column with the width of a phone. WeChat brings the bar with the title and the way back. */
export function MemberPage({ title, bar, hasWayHome = true, children }: MemberPageProps) {
  const t = useTranslations("member");
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-xl flex-col">
      <main className="flex flex-1 flex-col gap-5 px-safe pt-5 pb-6">
        {title ? <h1 className="px-1 font-semibold text-xl">{title}</h1> : null}
        {children}
      </main>
      {hasWayHome ? (
        <footer className="flex justify-center gap-2 px-safe pb-4 text-base text-muted">
          <a href="/m" className="flex min-h-11 items-center px-3">
            {t("home.title")}
          </a>
          <a href="/m/help" className="flex min-h-11 items-center px-3">
            {t("help.title")}
          </a>
        </footer>
      ) : null}
      {bar ? (
        <div className="sticky bottom-0 border-line border-t bg-background pb-safe">
          <div className="px-safe py-3">{bar}</div>
        </div>
      ) : (
        <div className="pb-safe" />
      )}
    </div>
  );
}
