import type { ComponentProps } from "react";

interface PlainImageProps extends ComponentProps<"img"> {
  /** Empty for a picture that says nothing beside its surroundings. */
  alt: string;
}

/**
 * A picture as its address serves it. The optimiser of next/image would encode our files anew and so drop the label in
 * their metadata, and the sizes that are needed exist already; previews in memory have no address that it could read.
 */
export function PlainImage({ alt, ...rest }: PlainImageProps) {
  // biome-ignore lint/performance/noImgElement: the one place that draws pictures past the optimiser, for the reasons above.
  return <img alt={alt} {...rest} />;
}
