"use client";

import { Compass, Image, type LucideIcon, Sparkles } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { NamedCommand } from "./commands/match";
import { useCommands } from "./commands/use-commands";
import { useOverlay } from "./overlay-store";
import { type FoundPicture, usePictures } from "./use-pictures";
import { useSettled } from "./use-settled";

/** One line of the palette. */
export interface PaletteOption {
  key: string;
  name: string;
  icon?: LucideIcon;
  picture?: FoundPicture["thumbnail"];
  choose: () => void;
}

export interface PaletteSection {
  key: "recent" | "pages" | "actions" | "words" | "own" | "everybodys";
  options: PaletteOption[];
}

const SEARCH_AFTER_MS = 200;
const MAX_PROMPT_CHARS = 500;

/** What the palette offers for a query, in sections; those without an entry are left out. */
export function useSections(query: string, signOut: (() => Promise<unknown>) | null) {
  const t = useTranslations("palette");
  const viewer = useTranslations("viewer");
  const router = useRouter();
  const show = useOverlay((state) => state.show);
  const words = query.trim();
  const isMember = signOut !== null;
  const { recent, pages, actions, run } = useCommands(words, signOut);
  const pictures = usePictures(useSettled(words, SEARCH_AFTER_MS), isMember);
  const go = (href: string) => () => {
    show(null);
    router.push(href);
  };
  const commands = (key: PaletteSection["key"], list: readonly NamedCommand[]): PaletteSection => ({
    key,
    options: list.map((command) => ({
      key: `${key}-${command.id}`,
      name: command.name,
      icon: command.icon,
      choose: () => run(command),
    })),
  });
  const found = (key: PaletteSection["key"], list: readonly FoundPicture[]): PaletteSection => ({
    key,
    options: list.map(({ id, prompt, href, thumbnail }) => ({
      key: `${key}-${id}`,
      name: prompt || viewer("untitled"),
      picture: thumbnail,
      choose: go(href),
    })),
  });
  const asked = encodeURIComponent(words.slice(0, 100));
  const withWords: PaletteOption[] = words
    ? [
        {
          key: "words-create",
          name: t("generate", { words }),
          icon: Sparkles,
          choose: go(`/create?prompt=${encodeURIComponent(words.slice(0, MAX_PROMPT_CHARS))}`),
        },
        ...(isMember
          ? [
              {
                key: "words-library",
                name: t("searchLibrary", { words }),
                icon: Image,
                choose: go(`/library?q=${asked}`),
              },
            ]
          : []),
        {
          key: "words-explore",
          name: t("searchExplore", { words }),
          icon: Compass,
          choose: go(`/explore?q=${asked}`),
        },
      ]
    : [];
  const sections: PaletteSection[] = [
    commands("recent", recent),
    commands("pages", pages),
    commands("actions", actions),
    { key: "words", options: withWords },
    found("own", pictures.own),
    found("everybodys", pictures.everybodys),
  ];
  return { sections: sections.filter(({ options }) => options.length > 0), searching: pictures.searching };
}
