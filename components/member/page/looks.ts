const button =
  "flex min-h-12 w-full items-center justify-center gap-2 rounded-md px-4 py-2.5 text-center font-medium text-lg " +
  "active:opacity-80 disabled:opacity-50 aria-disabled:opacity-50";

/** Buttons and links that look like one. `primary` is for the one thing to do next. */
export const buttonLooks = {
  primary: `${button} bg-accent text-on-accent`,
  plain: `${button} bg-subtle text-text`,
  danger: `${button} bg-subtle text-danger`,
  /** A word at the end of a cell. */
  small:
    "flex min-h-11 shrink-0 items-center rounded-md px-3 text-danger text-lg active:opacity-80 aria-disabled:opacity-50",
} as const;
export type ButtonLook = keyof typeof buttonLooks;
