"use client";

import Link from "next/link";
import { type ComponentProps, createContext, useContext } from "react";
import type { ImageFilters } from "@/lib/images/client";
import { libraryHref } from "./filters";

/** Goes to a place of the library without asking the server for the page; set where the library is open. */
export const GoTo = createContext<((filters: ImageFilters) => void) | null>(null);

interface PlaceLinkProps extends Omit<ComponentProps<typeof Link>, "href" | "onNavigate" | "prefetch"> {
  to: ImageFilters;
  /** Told when it is followed in this window. */
  onFollow?: () => void;
}

/** A link to a place of the library; inside the library it changes the address only. */
export function PlaceLink({ to, onFollow, ...rest }: PlaceLinkProps) {
  const goTo = useContext(GoTo);
  return (
    <Link
      {...rest}
      href={libraryHref(to)}
      prefetch={false}
      onNavigate={(event) => {
        onFollow?.();
        if (!goTo) return;
        event.preventDefault();
        goTo(to);
      }}
    />
  );
}
