import { PlainImage } from "@/components/ui/media/plain-image";
import type { ImageView } from "@/lib/images/schema";

/** The picture where the stage will show it, while the stage's script is on its way. */
export function StillPicture({ image }: { image: ImageView }) {
  const { display } = image.urls;
  return (
    <div className="relative min-h-0 flex-1">
      <div className="absolute inset-0 flex items-center justify-center sm:p-6">
        <PlainImage
          src={display}
          alt={image.prompt}
          width={image.widthPx}
          height={image.heightPx}
          fetchPriority="high"
          className="size-auto max-h-full max-w-full"
        />
      </div>
    </div>
  );
}
