/** What the renderer understands: a few hundred words, longest first, so that 上海 is a city and not a sea. */
const subjectWords = {
  mountain:
    "mountain|mountains|hill|hills|peak|peaks|alps|cliff|canyon|valley|山|山峰|群山|山脉|峰|峡谷|悬崖|山谷|黄山|泰山|山水",
  sea: "sea|ocean|beach|coast|shore|island|bay|海|大海|海洋|海边|沙滩|海岸|岛|海岛|海面|海滩",
  wave: "wave|waves|tsunami|surf|浪|海浪|浪花|巨浪|波浪|惊涛",
  river:
    "river|lake|stream|pond|waterfall|reflection|creek|河|河流|湖|湖泊|江|溪|瀑布|倒影|江面|西湖|漓江|水面|溪流|湖面|小河|流水|小桥|江南|水乡|乌镇|西塘|周庄",
  city: "city|cities|skyline|skyscraper|skyscrapers|downtown|metropolis|urban|tokyo|shanghai|new york|hong kong|beijing|城市|都市|天际线|高楼|摩天楼|大厦|上海|北京|香港|东京|深圳|广州|外滩|纽约|重庆|建筑",
  street: "street|alley|road|lane|traffic|umbrella|街|街道|小巷|巷子|马路|雨巷|雨伞|伞|街头|油纸伞|胡同",
  forest:
    "forest|woods|woodland|jungle|tree|trees|pine|pines|birch|森林|树林|丛林|树|大树|树木|松树|松|林间|白桦|林中",
  bamboo: "bamboo|panda|竹|竹子|竹林|翠竹|熊猫|竹叶",
  flower:
    "flower|flowers|rose|roses|peony|tulip|tulips|bouquet|bloom|blossoming|garden|sunflower|sunflowers|poppy|poppies|lily|daisy|botanical|orchid|花|鲜花|花朵|玫瑰|牡丹|郁金香|花园|花束|向日葵|百合|菊花|兰花|花卉",
  blossom:
    "cherry blossom|cherry blossoms|sakura|plum blossom|blossom|blossoms|branch|peach blossom|magnolia|樱花|梅花|桃花|梅|枝头|玉兰|桃枝|花枝|杏花|梨花",
  lotus:
    "lotus|koi|goldfish|fish|carp|water lily|lily pad|荷花|莲花|荷叶|锦鲤|金鱼|鱼|荷塘|池塘|睡莲|莲|荷|游鱼",
  portrait:
    "portrait|girl|woman|man|boy|face|lady|person|people|princess|queen|king|child|model|selfie|warrior|knight|dancer|hanfu|肖像|人像|女孩|少女|女人|男人|男孩|人物|美女|脸|公主|老人|孩子|少年|女子|汉服|头像|女性|男性|仕女|侠客|舞者",
  cat: "cat|cats|kitten|kitty|猫|小猫|猫咪|喵|橘猫|黑猫",
  fox: "fox|foxes|dog|puppy|wolf|husky|狐狸|狐|狗|小狗|柴犬|狼",
  deer: "deer|reindeer|elk|moose|stag|fawn|鹿|小鹿|麋鹿|驯鹿|梅花鹿",
  animal: "animal|animals|rabbit|horse|bear|tiger|lion|elephant|动物|兔子|兔|马|熊|老虎|虎|狮子|大象",
  bird: "bird|birds|crane|cranes|swallow|eagle|heron|seagull|owl|parrot|鸟|鹤|仙鹤|飞鸟|燕子|鹰|白鹭|海鸥|小鸟|雁|大雁|喜鹊|凤凰|孔雀",
  desert:
    "desert|dune|dunes|sahara|camel|camels|cactus|oasis|沙漠|沙丘|骆驼|大漠|仙人掌|戈壁|丝绸之路|敦煌|绿洲",
  snow: "snow|snowy|winter|ice|glacier|frozen|christmas|arctic|雪|雪山|下雪|冬天|冬|冬日|冰|冰川|雪景|白雪|大雪|雪地|圣诞|雪夜|雪花",
  moon: "moon|moonlight|moonlit|full moon|crescent|月|月亮|明月|月光|月色|圆月|满月|月夜|中秋",
  stars:
    "stars|star|starry|galaxy|milky way|nebula|constellation|aurora|northern lights|星|星空|星星|银河|星河|星云|繁星|极光|流星|星光|星夜",
  space:
    "space|planet|planets|cosmos|universe|astronaut|spaceship|rocket|saturn|mars|alien|sci-fi|宇宙|太空|星球|行星|宇航员|火箭|飞船|土星|火星|科幻|外星",
  pagoda:
    "temple|pagoda|palace|shrine|castle|pavilion|monastery|tower|forbidden city|great wall|塔|宝塔|古塔|寺|寺庙|古寺|庙|宫殿|故宫|亭|亭台|楼阁|亭子|城堡|城楼|长城|古建筑|神社|阁楼|宫",
  boat: "boat|boats|ship|ships|sail|sailboat|sailing|junk|canoe|fisherman|fishing|船|小船|帆船|孤舟|舟|渔船|渔夫|渔翁|帆|扁舟|渔舟|乌篷船|划船",
  lantern:
    "lantern|lanterns|sky lantern|spring festival|chinese new year|mid-autumn|灯笼|花灯|孔明灯|天灯|元宵|春节|新年|过年|红灯笼|灯会|元宵节|灯火",
  tea: "tea|teapot|teacup|cup|coffee|still life|vase|bowl|cafe|breakfast|茶|茶壶|茶杯|喝茶|品茶|茶道|咖啡|杯子|静物|花瓶|茶席|碗|下午茶",
  house:
    "house|houses|cabin|cottage|village|town|farm|home|hut|房子|房屋|小屋|村庄|村|小镇|古镇|乡村|农家|木屋|家|水乡|江南|乌镇|人家|村落|古城",
  field:
    "field|fields|meadow|grass|grassland|prairie|wheat|countryside|rice|terrace|terraces|lavender|vineyard|田|田野|草地|草原|麦田|稻田|梯田|草坪|田园|原野|薰衣草|油菜花|旷野|花海|花田|花丛",
  sky: "sky|cloud|clouds|rainbow|天空|云|白云|云朵|彩虹|蓝天|云海|天际|云层|晚霞",
  balloon: "balloon|balloons|hot air balloon|kite|airship|热气球|气球|风筝|飞艇",
  lighthouse: "lighthouse|lighthouses|灯塔",
  whale: "whale|whales|dolphin|鲸|鲸鱼|海豚|蓝鲸|鲸落",
  abstract:
    "abstract|geometric|geometry|shapes|pattern|bauhaus|composition|minimal|logo|icon|wallpaper|background|抽象|几何|图案|构成|包豪斯|壁纸|背景|图形",
  fluid:
    "fluid|marble|marbling|liquid|smoke|swirl|swirls|psychedelic|gradient|flow|dream|流体|大理石|烟雾|漩涡|渐变|流动|迷幻|梦境|梦|丝绸|流沙",
  road: "train|car|bicycle|bike|railway|road trip|highway|火车|汽车|自行车|铁路|公路|列车|高铁",
} as const;
export type Subject = keyof typeof subjectWords;

const moodWords = {
  dawn: "dawn|sunrise|morning|daybreak|黎明|日出|清晨|早晨|晨|朝霞|晨曦|旭日|拂晓",
  sunset: "sunset|golden hour|evening|sundown|日落|夕阳|黄昏|傍晚|晚霞|落日|余晖|暮色|残阳",
  dusk: "dusk|twilight|blue hour|暮|薄暮|蓝调时刻",
  night:
    "night|midnight|nocturne|dark|moon|moonlit|moonlight|stars|starry|galaxy|aurora|夜|夜晚|夜景|午夜|深夜|夜色|月|星空|银河|黑夜|星夜|极光|萤火虫|firefly|fireflies",
  day: "day|noon|sunny|bright|daylight|blue sky|白天|正午|晴天|阳光|晴朗|蓝天|明媚|晴空",
  spring: "spring|sakura|cherry blossom|cherry blossoms|peach blossom|春|春天|春日|樱花|桃花|春色|早春",
  summer: "summer|tropical|夏|夏天|夏日|盛夏|热带",
  autumn: "autumn|fall|maple|harvest|october|秋|秋天|秋日|枫叶|红叶|枫|金秋|丰收|秋色|落叶|银杏",
  winter: "winter|snow|snowy|frozen|glacier|冬|冬天|冬日|雪|雪山|下雪|大雪|雪景|雪地|寒",
  rain: "rain|rainy|raining|storm|drizzle|雨|下雨|细雨|烟雨|雨天|暴雨|雨夜|春雨|雨巷|清明",
  mist: "mist|misty|fog|foggy|haze|雾|雾气|薄雾|晨雾|云雾|朦胧|烟雨|迷雾|缭绕",
  warm: "warm|cozy|温暖|温馨|暖",
} as const;
export type Mood = keyof typeof moodWords;

const colorWords = {
  red: "red|crimson|scarlet|红|红色|朱红|赤|绯红|中国红",
  orange: "orange|橙|橙色|橘色",
  gold: "gold|golden|yellow|amber|金|金色|黄色|黄|鎏金|琥珀",
  green: "green|emerald|jade|绿|绿色|翠绿|青翠|翡翠|青绿|墨绿",
  teal: "teal|turquoise|cyan|青|青色|碧|碧绿",
  blue: "blue|azure|indigo|navy|cobalt|蓝|蓝色|靛蓝|深蓝|天蓝|青花",
  purple: "purple|violet|magenta|紫|紫色|品红",
  pink: "pink|rose pink|粉|粉色|粉红",
} as const;
export type ColorName = keyof typeof colorWords;

const styleWords = {
  ink: "ink-wash|ink wash|ink painting|ink|sumi-e|sumi|shanshui|chinese painting|guofeng|chinese-style|水墨|水墨画|国画|中国画|写意|山水画|水墨风|墨|泼墨|古风|国风",
  watercolor: "watercolor|watercolour|water color|gouache|aquarelle|水彩|水彩画|水粉|淡彩",
  neon: "neon|cyberpunk|synthwave|vaporwave|cyber|glow|glowing|霓虹|赛博朋克|赛博|蒸汽波|荧光|发光",
  papercut:
    "paper-cut|papercut|paper cut|paper art|paper-craft|papercraft|origami|剪纸|纸艺|折纸|剪影|皮影|层叠纸雕|纸雕|窗花",
  pixel: "pixel-art|pixel|8-bit|8bit|16-bit|像素|像素画|像素风|像素艺术|复古游戏",
  lineart:
    "line-art|lineart|line art|line drawing|sketch|pencil|pencil-sketch|drawing|engraving|woodcut|etching|线稿|线描|素描|线条|简笔画|白描|版画|铅笔画|手绘|速写|工笔",
  oil: "oil-painting|oil|oil painting|impressionism|impressionist|impasto|van gogh|monet|acrylic|expressionism|油画|印象派|梵高|莫奈|厚涂|丙烯",
  lowpoly:
    "low-poly|lowpoly|low poly|polygon|polygonal|3d|3d-render|isometric|低多边形|低面|多边形|三维|立体",
  pointillism: "pointillism|pointillist|dots|mosaic|stained-glass|stained glass|点彩|马赛克|彩窗|点画",
  vintage:
    "vintage|retro|poster|travel poster|old photo|nostalgic|art-deco|art deco|复古|怀旧|海报|老照片|胶片|年代|装饰艺术",
  ukiyoe: "ukiyo-e|ukiyoe|ukiyo|hokusai|woodblock|浮世绘|北斋|木刻|木版画|年画",
  anime:
    "anime|ghibli|manga|cartoon|shinkai|comic|disney|pixar|动漫|动画|吉卜力|新海诚|漫画|卡通|二次元|宫崎骏|日漫",
  minimal: "minimalism|minimalist|minimal|flat|flat-design|极简|简约|极简主义|扁平|简洁|留白|扁平化",
} as const;
export type StyleId = keyof typeof styleWords | "poster";

export interface Reading {
  /** In the order of the prompt, without what the negative prompt names. */
  subjects: Subject[];
  moods: Mood[];
  colors: ColorName[];
  /** In order: style tags first, then words of the prompt. */
  styles: StyleId[];
}

/** Words that contain a subject's sign and mean something else. */
const decoys =
  "海报|马赛克|画家|作家|大家|国家|专家|家具|家人|星期|明星|马上|花样|花纹|花费|江湖|鱼眼|路人|虎纹|梦幻|海拔";

interface Term<T> {
  text: string;
  meanings: T[];
  latin: boolean;
}

function termsOf<T extends string>(table: Record<T, string>): Term<T>[] {
  const meanings = new Map<string, T[]>(decoys.split("|").map((text) => [text, []]));
  for (const meaning of Object.keys(table) as T[])
    for (const text of table[meaning].split("|"))
      meanings.set(text, [...(meanings.get(text) ?? []), meaning]);
  return [...meanings]
    .map(([text, list]) => ({ text, meanings: list, latin: /^[\x20-\x7e]+$/.test(text) }))
    .sort((a, b) => b.text.length - a.text.length || (a.text < b.text ? -1 : 1));
}

const subjects = termsOf<Subject>(subjectWords);
const moods = termsOf<Mood>(moodWords);
const colors = termsOf<ColorName>(colorWords);
const styles = termsOf<keyof typeof styleWords>(styleWords);

const latinLetter = /[a-z0-9]/;

/** Meanings found in a text, in the order of their first mention; a longer term hides the shorter ones inside it. */
function find<T>(text: string, terms: readonly Term<T>[]): T[] {
  const taken = new Uint8Array(text.length);
  const found: { at: number; meanings: T[] }[] = [];
  for (const { text: term, meanings, latin } of terms) {
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
      const end = at + term.length;
      const insideWord = latin && (latinLetter.test(text[at - 1] ?? "") || latinLetter.test(text[end] ?? ""));
      if (insideWord || taken.subarray(at, end).includes(1)) continue;
      taken.fill(1, at, end);
      found.push({ at, meanings });
    }
  }
  return [...new Set(found.sort((a, b) => a.at - b.at).flatMap((entry) => entry.meanings))];
}

const normal = (text: string): string => text.normalize("NFKC").toLowerCase();

/** Reads a request's words; unknown words are no error, they only steer the seed. */
export function read(prompt: string, negativePrompt: string, styleSlugs: readonly string[]): Reading {
  const text = normal(prompt);
  const unwanted = normal(negativePrompt);
  const without = <T>(list: T[], banned: T[]): T[] => list.filter((entry) => !banned.includes(entry));
  const tagged = styleSlugs.flatMap((slug) => find(normal(slug), styles).slice(0, 1));
  return {
    subjects: without(find(text, subjects), find(unwanted, subjects)),
    moods: without(find(text, moods), find(unwanted, moods)),
    colors: without(find(text, colors), find(unwanted, colors)),
    styles: [...new Set([...tagged, ...without(find(text, styles), find(unwanted, styles))])],
  };
}
