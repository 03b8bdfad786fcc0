import type { MetadataRoute } from "next";
import { themeColors } from "@/components/shell/preferences/theme";

/** What an installed Xintu is called, looks like and opens. It is Chinese for everybody, as the product's name is. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/create",
    name: "芯图",
    short_name: "芯图",
    description: "用一句话生成图像：先看价格，后看收据，失败不收费。",
    lang: "zh-CN",
    dir: "ltr",
    start_url: "/create",
    scope: "/",
    display: "standalone",
    theme_color: themeColors.light,
    background_color: themeColors.light,
    categories: ["photo", "graphics", "productivity"],
    icons: [
      ...[192, 512].map((size) => ({
        src: `/icons/icon-${size}.png`,
        sizes: `${size}x${size}`,
        type: "image/png",
        purpose: "any" as const,
      })),
      ...[192, 512].map((size) => ({
        src: `/icons/maskable-${size}.png`,
        sizes: `${size}x${size}`,
        type: "image/png",
        purpose: "maskable" as const,
      })),
    ],
    shortcuts: [
      { name: "创作", url: "/create" },
      { name: "作品", url: "/library" },
      { name: "发现", url: "/explore" },
    ].map((shortcut) => ({
      ...shortcut,
      icons: [{ src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" }],
    })),
  };
}
