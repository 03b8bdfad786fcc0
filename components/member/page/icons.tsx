const drawings = {
  done: "M20 33l8 8 16-18",
  waiting: "M32 20v13l8 6",
  info: "M32 29v14M32 21v.5",
  refused: "M24 24l16 16M40 24L24 40",
} as const;

export type NoteIconName = keyof typeof drawings;

const tones: Record<NoteIconName, string> = {
  done: "text-success",
  waiting: "text-warning",
  info: "text-muted",
  refused: "text-danger",
};

/** The large sign of a page that says one thing. */
export function NoteIcon({ name }: { name: NoteIconName }) {
  return (
    <svg
      viewBox="0 0 64 64"
      aria-hidden
      focusable="false"
      fill="none"
      stroke="currentColor"
      strokeWidth="3"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`size-16 ${tones[name]}`}
    >
      <circle cx="32" cy="32" r="26" />
      <path d={drawings[name]} />
    </svg>
  );
}

/** Says that a cell leads somewhere. */
export function Chevron() {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden
      focusable="false"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      className="size-4 shrink-0 text-muted"
    >
      <path d="M6 3l5 5-5 5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
