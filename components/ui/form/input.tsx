"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, type ReactNode, useState } from "react";
import { cn } from "@/lib/platform/cn";
import { useUiLabels } from "../labels";
import { controlLook } from "./control-look";
import { useFieldControl } from "./field";

interface InputProps extends ComponentProps<"input"> {
  /** An icon inside the frame, before the text. */
  icon?: ReactNode;
}

export function Input({ className, icon, ...rest }: InputProps) {
  const control = useFieldControl();
  const input = (
    <input
      className={cn(controlLook, "h-11 px-3 sm:h-9", icon ? "pl-9" : "", className)}
      {...control}
      {...rest}
    />
  );
  if (!icon) return input;
  return (
    <div className="relative min-w-0">
      <span
        className="pointer-events-none absolute inset-y-0 left-3 flex items-center text-muted [&_svg]:size-4"
        aria-hidden
      >
        {icon}
      </span>
      {input}
    </div>
  );
}

/** A password with a button that shows it. */
export function PasswordInput({ className, ...rest }: ComponentProps<"input">) {
  const control = useFieldControl();
  const labels = useUiLabels();
  const [visible, setVisible] = useState(false);
  const Icon = visible ? EyeOff : Eye;
  return (
    <div className="relative min-w-0">
      <input
        className={cn(controlLook, "h-11 pr-11 pl-3 sm:h-9", className)}
        {...control}
        {...rest}
        type={visible ? "text" : "password"}
      />
      <button
        type="button"
        onClick={() => setVisible(!visible)}
        aria-label={visible ? labels.hidePassword : labels.showPassword}
        aria-pressed={visible}
        className="absolute inset-y-0 right-0 flex w-11 items-center justify-center rounded-md text-muted hover:text-text focus-visible:-outline-offset-2"
      >
        <Icon strokeWidth={1.5} className="size-4" />
      </button>
    </div>
  );
}
