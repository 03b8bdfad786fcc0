import {
  Brush,
  Eraser,
  Expand,
  Images,
  type LucideIcon,
  Scaling,
  Scissors,
  Shuffle,
  WandSparkles,
} from "lucide-react";
import type { EditOperation } from "@/lib/edits/schema";

/** Each operation's sign; its words are the messages `editor.operations`. */
export const operationIcons: Record<EditOperation, LucideIcon> = {
  instruct: WandSparkles,
  inpaint: Brush,
  erase: Eraser,
  outpaint: Expand,
  remove_background: Scissors,
  upscale: Scaling,
  variation: Shuffle,
  image_to_image: Images,
};
