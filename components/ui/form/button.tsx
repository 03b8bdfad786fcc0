import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import * as Slot from "radix-ui/slot";
import type { ComponentProps, MouseEvent } from "react";
import { cn } from "@/lib/platform/cn";

/** The look of a button, for links that are not rendered through `asChild`. */
export const buttonVariants = cva(
  [
    "relative inline-flex shrink-0 select-none items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap",
    "transition-[opacity,transform,filter] duration-150 ease-out active:scale-[0.98]",
    "disabled:pointer-events-none disabled:opacity-50 aria-disabled:cursor-default aria-disabled:active:scale-100",
    "[&_svg]:shrink-0 [&_svg:not([class*='size-'])]:size-4",
  ],
  {
    variants: {
      variant: {
        primary: "bg-accent text-on-accent hover:brightness-95",
        secondary: "border border-line bg-surface text-text hover:bg-subtle",
        ghost: "text-text hover:bg-subtle",
        danger: "border border-danger bg-surface text-danger hover:bg-danger hover:text-on-danger",
      },
      size: {
        sm: "h-9 px-3 text-sm sm:h-8",
        md: "h-10 px-4 text-base sm:h-9",
        lg: "h-12 px-6 text-lg sm:h-11",
        icon: "size-10 sm:size-9",
        "icon-sm": "size-9 sm:size-8",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonVariants> {
  /** Gives the look to the only child, for links. */
  asChild?: boolean;
  /** Keeps width and focus, shows a spinner and ignores presses. */
  loading?: boolean;
}

const ignore = (event: MouseEvent) => event.preventDefault();

/** A button; `secondary` unless told otherwise, because only one thing on a screen is the next one to do. */
export function Button({
  variant,
  size,
  asChild,
  loading,
  className,
  children,
  onClick,
  type,
  ...rest
}: ButtonProps) {
  const look = cn(buttonVariants({ variant, size }), className);
  if (asChild)
    return (
      <Slot.Root className={look} {...rest}>
        {children}
      </Slot.Root>
    );
  return (
    <button
      type={type ?? "button"}
      className={look}
      aria-busy={loading || undefined}
      aria-disabled={loading || undefined}
      onClick={loading ? ignore : onClick}
      {...rest}
    >
      {loading ? (
        <>
          <span className="inline-flex items-center gap-2 opacity-0">{children}</span>
          <span className="absolute inset-0 flex items-center justify-center" aria-hidden>
            <LoaderCircle strokeWidth={1.5} className="animate-spin" />
          </span>
        </>
      ) : (
        children
      )}
    </button>
  );
}
