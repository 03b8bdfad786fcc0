import { cn } from "@/lib/platform/cn";
import { PlainImage } from "./plain-image";

interface AvatarProps {
  /** Its first letter or character is shown where there is no picture. */
  name: string;
  src?: string | null;
  size?: "sm" | "md" | "lg";
  className?: string;
}

const sizes = { sm: "size-7 text-xs", md: "size-9 text-sm", lg: "size-16 text-xl" };

/** A person. The name stands beside it or on its button, so the picture itself is silent. */
export function Avatar({ name, src, size = "sm", className }: AvatarProps) {
  const first = [...name.trim()][0]?.toUpperCase() ?? "·";
  return (
    <span
      aria-hidden
      className={cn(
        "inline-flex shrink-0 select-none items-center justify-center overflow-hidden rounded-full bg-text font-medium text-background",
        sizes[size],
        className,
      )}
    >
      {src ? <PlainImage src={src} alt="" className="size-full object-cover" /> : first}
    </span>
  );
}
