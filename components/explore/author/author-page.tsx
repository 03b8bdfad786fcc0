import { useFormatter, useTranslations } from "next-intl";
import { Page } from "@/components/shell/page-header";
import { Avatar } from "@/components/ui/media/avatar";
import type { AuthorView } from "@/lib/gallery/schema";
import type { CellPage } from "../calls";
import { ExploreGrid } from "../grid/explore-grid";

interface AuthorPageProps {
  author: AuthorView;
  page: CellPage;
  isPhone: boolean;
}

/** Somebody, by what they made public. */
export function AuthorPage({ author, page, isPhone }: AuthorPageProps) {
  const t = useTranslations("explore");
  const format = useFormatter();
  const { username, displayName, since, images, likes } = author;
  return (
    <Page width="full">
      <header className="flex items-center gap-4">
        <Avatar name={displayName} size="lg" />
        <div className="min-w-0">
          <h1 className="break-words font-semibold text-2xl tracking-tight">{displayName}</h1>
          <p className="break-words text-muted">
            {displayName === username ? null : <>@{username} · </>}
            <time dateTime={since}>{t("since", { day: format.dateTime(new Date(since), "day") })}</time>
          </p>
          <p className="tabular mt-1 text-sm">
            {t("counts.images", { count: images })} · {t("counts.likes", { count: likes })}
          </p>
        </div>
      </header>
      <div>
        <ExploreGrid
          key={`${username} ${page.cells[0]?.id}`}
          filters={{ author: username }}
          first={page}
          label={t("authorGrid", { name: displayName })}
          untitled={t("untitled")}
          isPhone={isPhone}
        />
      </div>
    </Page>
  );
}
