import { useFailureText } from "./use-failure-text";

interface FailureTextProps {
  code: string | null;
  /** What was said about it, in English. */
  message?: string | null;
}

/** Why something failed: in words, then by its code and with what the vendor said; a dash where nothing did. */
export function FailureText({ code, message = null }: FailureTextProps) {
  const failureText = useFailureText();
  if (code === null) return <>{message ?? "–"}</>;
  const words = failureText(code);
  return (
    <span className="flex flex-col">
      <span>{words}</span>
      {words === code && message === null ? null : (
        <span className="text-muted text-xs">
          <span className="font-mono">{code}</span>
          {message === null ? null : ` · ${message}`}
        </span>
      )}
    </span>
  );
}
