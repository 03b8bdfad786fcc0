"use client";

import { useSyncExternalStore } from "react";
import { Button, type ButtonProps } from "@/components/ui/form/button";
import { cn } from "@/lib/platform/cn";

const never = () => () => undefined;

/**
 * The button that sends a form of ours. Until the page came to life it cannot be pressed, by Enter neither: the
 * browser would send the form by itself, and what was typed would be lost with the page.
 */
export function SubmitButton({ className, disabled, ...rest }: ButtonProps) {
  const alive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <Button
      type="submit"
      {...rest}
      disabled={disabled || !alive}
      className={cn(!alive && !disabled && "disabled:opacity-100", className)}
    />
  );
}
