"use client";

import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { Kbd } from "@/components/ui/layout/kbd";
import type { Chord, KeyName } from "./shortcuts";

const never = () => () => {};
const isMac = () => /mac|iphone|ipad/i.test(navigator.platform);

/** Whether ⌘ stands where others have Ctrl; unknown to the server, which says no. */
export const useIsMac = (): boolean => useSyncExternalStore(never, isMac, () => false);

const drawn: Partial<Record<KeyName, string>> = {
  left: "←",
  right: "→",
  up: "↑",
  down: "↓",
  enter: "↵",
  escape: "Esc",
  delete: "Del",
  home: "Home",
  end: "End",
  shift: "Shift",
};

/** Keys that are pressed together, as they are printed on this keyboard, with their names for who hears the page. */
export function KeyCaps({ chord }: { chord: Chord }) {
  const t = useTranslations("keyboard.names");
  const mac = useIsMac();
  const print = (key: KeyName): string => {
    if (key === "mod") return mac ? "⌘" : "Ctrl";
    if (key === "space" || key === "backspace" || key === "drag") return t(key);
    return drawn[key] ?? key;
  };
  const say = (key: KeyName): string => {
    switch (key) {
      case "left":
      case "right":
      case "up":
      case "down":
      case "enter":
      case "escape":
      case "delete":
        return t(key);
      default:
        return print(key);
    }
  };
  return (
    <span className="inline-flex items-center gap-1">
      <span className="sr-only">{chord.map(say).join(" + ")}</span>
      {chord.map((key) => (
        <Kbd key={key} aria-hidden>
          {print(key)}
        </Kbd>
      ))}
    </span>
  );
}
