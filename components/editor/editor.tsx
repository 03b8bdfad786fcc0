"use client";

import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import type { Line } from "@/components/gallery/progress/line";
import { useOnline } from "@/components/shell/state/offline-notice";
import { Button } from "@/components/ui/form/button";
import { balanceQuery } from "@/lib/credits/client";
import type { BalanceView } from "@/lib/credits/schema";
import type { EditOperation } from "@/lib/edits/schema";
import { modelsQuery } from "@/lib/generations/client";
import type { GenerationView, ModelView } from "@/lib/generations/schema";
import type { ImageView } from "@/lib/images/schema";
import { cn } from "@/lib/platform/cn";
import { useEditor } from "./editor-store";
import { PanelColumn, PanelDock, PanelProblem } from "./panel/panel";
import { useEdit } from "./panel/use-edit";
import { useSubmitEdit } from "./panel/use-submit-edit";
import { StillPicture } from "./still-picture";

// The stage is only of use with its script, so the server sends the picture alone.
const EditorStage = lazy(() =>
  import("./stage/editor-stage").then(({ EditorStage: Stage }) => ({ default: Stage })),
);

/** What the server has read already, so that the first paint is complete. */
export interface EditorData {
  models: { items: ModelView[]; nextCursor: null };
  balance: BalanceView;
  readAtMs: number;
}

interface EditorProps {
  image: ImageView;
  /** An edit of this image that the address names. */
  ordered: GenerationView | null;
  /** The operation that the address asks for. */
  operation: EditOperation | null;
  plan: Line["plan"];
  data: EditorData;
}

/** The editor with one picture: settings on one side, the stage on the other. */
export function Editor({ data, ...props }: EditorProps) {
  const state = useMemo(() => dehydrate(cacheOf(data)), [data]);
  return (
    <HydrationBoundary state={state}>
      <Opened key={props.image.id} {...props} />
    </HydrationBoundary>
  );
}

function Opened({ image, ordered, operation, plan }: Omit<EditorProps, "data">) {
  const t = useTranslations("editor");
  const [generation, setGeneration] = useState(ordered);
  const [resultShown, setResultShown] = useState(false);
  const [stageReady, setStageReady] = useState(false);
  const edit = useEdit(image);
  const openSheet = useEditor((state) => state.openSheet);
  const begin = useEditor((state) => state.begin);
  useEffect(() => {
    begin(image.id, operation ? { operation } : {});
    writeAddress("operation", null);
    setStageReady(true);
  }, [begin, image.id, operation]);
  const show = (view: GenerationView | null) => {
    setGeneration(view);
    writeAddress("generation", view?.id ?? null);
  };
  const { fitted, availableCredits } = edit;
  const submit = useSubmitEdit({
    image,
    fitted,
    availableCredits,
    onMade: (view) => {
      show(view);
      openSheet(false);
    },
  });
  const online = useOnline();
  const panel = { edit, submit, quiet: resultShown };
  return (
    <div className="grid flex-1 md:grid-cols-[20rem_minmax(0,1fr)] lg:grid-cols-[24rem_minmax(0,1fr)]">
      <PanelColumn {...panel} />
      <section
        aria-label={t("stage")}
        className={cn(
          "mb-[3.8125rem] flex min-h-96 min-w-0 flex-col md:mb-0",
          // Phones: between the header and the dock (3.8125rem) above the tabs. The header has a line of 1 px.
          online
            ? "h-[calc(100dvh-var(--header)-var(--tabs)-3.8125rem)] md:h-[calc(100dvh-var(--header)-1px)]"
            : "h-[calc(100dvh-var(--header)-var(--tabs)-6.1875rem)] md:h-[calc(100dvh-var(--header)-2.4375rem)]",
        )}
      >
        <StageHead image={image} />
        {stageReady ? (
          <Suspense fallback={<StillPicture image={image} />}>
            <EditorStage
              image={image}
              fitted={fitted}
              generation={generation}
              plan={plan}
              onClose={() => show(null)}
              onResult={setResultShown}
            />
          </Suspense>
        ) : (
          <StillPicture image={image} />
        )}
        <PanelProblem submit={submit} />
      </section>
      <PanelDock {...panel} />
    </div>
  );
}

function StageHead({ image }: { image: ImageView }) {
  const t = useTranslations("editor");
  const viewer = useTranslations("viewer");
  return (
    <div className="flex h-12 shrink-0 items-center gap-3 border-line border-b px-2 sm:px-3">
      <Button asChild variant="ghost" size="sm">
        <Link href="/edit">
          <ArrowLeft strokeWidth={1.5} />
          {t("chooseOther")}
        </Link>
      </Button>
      <h1 className="min-w-0 flex-1 truncate text-center font-normal text-muted text-sm">
        <span className="sr-only">{t("titleOf")} </span>
        {image.prompt || viewer("untitled")}
      </h1>
      <span className="tabular shrink-0 px-2 text-muted text-xs">
        {image.widthPx} × {image.heightPx}
      </span>
    </div>
  );
}

function cacheOf({ models, balance, readAtMs }: EditorData): QueryClient {
  const cache = new QueryClient();
  const at = { updatedAt: readAtMs };
  cache.setQueryData(modelsQuery().queryKey, models, at);
  cache.setQueryData(balanceQuery().queryKey, balance, at);
  return cache;
}

/** Keeps what is shown in the address, so that a reload shows it again; null forgets it. */
function writeAddress(name: "operation" | "generation", value: string | null): void {
  const url = new URL(window.location.href);
  if (url.searchParams.get(name) === value) return;
  if (value === null) url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  window.history.replaceState(null, "", url.pathname + url.search);
}
