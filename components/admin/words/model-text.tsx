import type { ModelNameView } from "@/lib/channels/schema";
import { useModelName } from "./use-model-name";

interface ModelTextProps {
  id: string;
  models: readonly ModelNameView[];
}

/** A model by its name, and below it by its id, which vendors and the interface know. */
export function ModelText({ id, models }: ModelTextProps) {
  const name = useModelName(models)(id);
  return (
    <span className="flex flex-col">
      <span>{name}</span>
      {name === id || id === "own" ? null : (
        <span className="font-mono font-normal text-muted text-xs">{id}</span>
      )}
    </span>
  );
}
