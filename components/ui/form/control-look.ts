/** The frame shared by every control that text goes into; 16 px on phones, because iOS zooms into smaller ones. */
export const controlLook = [
  "w-full min-w-0 rounded-md border border-line-strong bg-surface text-ellipsis text-lg text-text sm:text-base",
  "transition-[border-color] duration-150 hover:border-text",
  "focus-visible:border-text focus-visible:outline-1 focus-visible:outline-offset-0",
  "disabled:cursor-not-allowed disabled:opacity-50",
  "aria-invalid:border-danger aria-invalid:focus-visible:outline-danger",
].join(" ");
