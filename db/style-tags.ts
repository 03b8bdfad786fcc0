/** The style tags that every installation starts with: slug, zh, en, category, type, words for the prompt. */
type Row = readonly [string, string, string, "style" | "subject" | "light" | "composition", string];

const art: Row[] = [
  ["ink-wash", "水墨", "Ink wash", "style", "traditional Chinese ink wash painting, xuan paper, flowing ink"],
  ["gongbi", "工笔", "Gongbi", "style", "Chinese gongbi painting, fine outlines, delicate mineral colour"],
  [
    "blue-green-landscape",
    "青绿山水",
    "Blue-green landscape",
    "style",
    "Chinese blue-green landscape painting, azurite and malachite",
  ],
  ["paper-cut", "剪纸", "Paper cut", "style", "layered paper cut art, crisp edges, soft shadows"],
  ["watercolor", "水彩", "Watercolour", "style", "watercolour painting, bleeding washes, visible paper"],
  ["oil-painting", "油画", "Oil painting", "style", "oil painting, thick brush strokes, canvas texture"],
  ["gouache", "水粉", "Gouache", "style", "gouache illustration, matte opaque colour"],
  ["pencil-sketch", "铅笔素描", "Pencil sketch", "style", "graphite pencil sketch, cross hatching"],
  ["line-art", "线稿", "Line art", "style", "clean line art, uniform stroke, no shading"],
  ["woodblock", "木版画", "Woodblock print", "style", "woodblock print, flat colour, carved lines"],
  ["ukiyo-e", "浮世绘", "Ukiyo-e", "style", "ukiyo-e print, bold outline, flat gradients"],
  [
    "impressionism",
    "印象派",
    "Impressionism",
    "style",
    "impressionist painting, broken colour, open air light",
  ],
  ["art-nouveau", "新艺术", "Art nouveau", "style", "art nouveau, flowing organic lines, ornamental frame"],
  ["art-deco", "装饰艺术", "Art deco", "style", "art deco poster, geometric, gold accents"],
  ["bauhaus", "包豪斯", "Bauhaus", "style", "bauhaus composition, primary colours, geometric forms"],
];
const digital: Row[] = [
  ["anime", "动漫", "Anime", "style", "anime key visual, clean cel shading, expressive light"],
  ["comic", "美漫", "Comic", "style", "comic book art, halftone, bold ink"],
  ["pixel-art", "像素", "Pixel art", "style", "pixel art, limited palette, 16-bit"],
  ["low-poly", "低多边形", "Low poly", "style", "low poly 3D, faceted surfaces"],
  ["isometric", "等距", "Isometric", "style", "isometric miniature scene, soft studio light"],
  ["clay", "黏土", "Clay", "style", "clay figure, stop motion, soft fingerprints"],
  ["flat-illustration", "扁平插画", "Flat illustration", "style", "flat vector illustration, simple shapes"],
  ["neon", "霓虹", "Neon", "style", "neon glow, dark background, vivid magenta and cyan"],
  ["cyberpunk", "赛博朋克", "Cyberpunk", "style", "cyberpunk, rain-wet streets, holographic signs"],
  ["vaporwave", "蒸汽波", "Vaporwave", "style", "vaporwave, pastel gradient, retro grid"],
  ["steampunk", "蒸汽朋克", "Steampunk", "style", "steampunk, brass machinery, warm smoke"],
  ["abstract", "抽象", "Abstract", "style", "abstract composition, form and colour only"],
  ["minimalism", "极简", "Minimalism", "style", "minimalist, large empty space, few shapes"],
];
const photo: Row[] = [
  ["photograph", "摄影", "Photograph", "style", "photograph, natural colour, 50mm lens"],
  ["film-grain", "胶片", "Film", "style", "analogue film photograph, fine grain, soft halation"],
  ["black-and-white", "黑白", "Black and white", "style", "black and white photograph, rich midtones"],
  ["vintage", "复古", "Vintage", "style", "vintage look, faded colour, slight vignette"],
  ["macro", "微距", "Macro", "composition", "macro photograph, shallow depth of field"],
  ["long-exposure", "长曝光", "Long exposure", "light", "long exposure, smooth motion trails"],
];
const subjects: Row[] = [
  ["landscape", "风景", "Landscape", "subject", "wide landscape"],
  ["mountain", "山", "Mountain", "subject", "mountains"],
  ["sea", "海", "Sea", "subject", "open sea"],
  ["forest", "森林", "Forest", "subject", "deep forest"],
  ["city", "城市", "City", "subject", "city skyline"],
  ["portrait", "人像", "Portrait", "subject", "portrait, face in focus"],
  ["flower", "花卉", "Flower", "subject", "flowers"],
  ["animal", "动物", "Animal", "subject", "animal"],
  ["food", "美食", "Food", "subject", "food, appetising, table setting"],
  ["architecture", "建筑", "Architecture", "subject", "architecture"],
  ["space", "星空", "Space", "subject", "stars and galaxies"],
  ["still-life", "静物", "Still life", "subject", "still life arrangement"],
  ["jiangnan", "江南", "Jiangnan", "subject", "Jiangnan water town, white walls and dark tiles"],
];
const light: Row[] = [
  ["golden-hour", "金色时刻", "Golden hour", "light", "golden hour light, long shadows"],
  ["blue-hour", "蓝调时刻", "Blue hour", "light", "blue hour, deep twilight"],
  ["night", "夜晚", "Night", "light", "at night, artificial light"],
  ["mist", "薄雾", "Mist", "light", "soft mist, aerial perspective"],
  ["rain", "雨", "Rain", "light", "rain, reflections on wet ground"],
  ["snow", "雪", "Snow", "light", "snow, quiet winter light"],
  ["backlight", "逆光", "Backlight", "light", "backlit, rim light"],
  ["studio-light", "影棚光", "Studio light", "light", "soft studio lighting, plain backdrop"],
  ["warm-tones", "暖色", "Warm tones", "light", "warm colour palette"],
  ["cool-tones", "冷色", "Cool tones", "light", "cool colour palette"],
  ["pastel", "柔和色", "Pastel", "light", "pastel palette"],
];
const framing: Row[] = [
  ["close-up", "特写", "Close-up", "composition", "close-up"],
  ["wide-shot", "远景", "Wide shot", "composition", "wide shot, small subject in a large scene"],
  ["aerial", "俯瞰", "Aerial view", "composition", "aerial view from above"],
  ["symmetry", "对称", "Symmetry", "composition", "symmetrical composition"],
  ["negative-space", "留白", "Negative space", "composition", "generous negative space"],
  [
    "depth-of-field",
    "浅景深",
    "Shallow depth of field",
    "composition",
    "shallow depth of field, soft background",
  ],
];

const categories = { art, digital, photo, subject: subjects, light, framing };

export const seedStyleTags = Object.entries(categories).flatMap(([category, rows]) =>
  rows.map(([slug, name, nameEn, type, promptFragment]) => ({
    slug,
    name,
    nameEn,
    category,
    type,
    promptFragment,
  })),
);
