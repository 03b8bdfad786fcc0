/** What the simulated chat model knows of Chinese: enough for the prompts of a demonstration. */
const list =
  "一只=a|一位=a|一个=a|一座=a|一片=a field of|两只=two|三只=three|小猫=kitten|橘猫=orange cat|黑猫=black cat|猫咪=cat|猫=cat|" +
  "小狗=puppy|柴犬=shiba inu|狗=dog|狐狸=fox|鹿=deer|熊猫=panda|老虎=tiger|兔子=rabbit|马=horse|鲸鱼=whale|鱼=fish|锦鲤=koi|" +
  "仙鹤=crane|鸟=bird|女孩=girl|少女=young woman|男孩=boy|老人=old man|宇航员=astronaut|武士=warrior|汉服=hanfu|人像=portrait|" +
  "竹林=bamboo grove|竹子=bamboo|森林=forest|树=tree|花园=garden|樱花=cherry blossoms|梅花=plum blossoms|荷花=lotus|牡丹=peonies|" +
  "玫瑰=roses|花=flowers|草原=grassland|麦田=wheat field|梯田=terraced fields|沙漠=desert|雪山=snow-capped mountains|山水=mountains and water|" +
  "群山=mountain range|山=mountains|大海=sea|海边=seaside|海浪=waves|海=sea|湖=lake|江=river|河=river|瀑布=waterfall|岛=island|" +
  "城市=city|天际线=skyline|街道=street|小巷=alley|江南=Jiangnan water town|水乡=water town|古镇=old town|村庄=village|小屋=cottage|" +
  "房子=house|宝塔=pagoda|寺庙=temple|宫殿=palace|城堡=castle|长城=Great Wall|桥=bridge|灯塔=lighthouse|灯笼=lanterns|船=boat|" +
  "火车=train|汽车=car|热气球=hot air balloon|茶=tea|咖啡=coffee|静物=still life|月亮=moon|明月=bright moon|星空=starry sky|银河=Milky Way|" +
  "极光=aurora|云海=sea of clouds|云=clouds|天空=sky|彩虹=rainbow|日出=sunrise|日落=sunset|夕阳=sunset|黄昏=dusk|清晨=early morning|" +
  "夜晚=at night|夜景=night view|夜=night|春天=spring|夏天=summer|秋天=autumn|冬天=winter|下雪=snowing|雪=snow|细雨=drizzle|雨=rain|" +
  "薄雾=thin mist|雾=mist|阳光=sunlight|月光=moonlight|红色=red|蓝色=blue|绿色=green|金色=golden|紫色=purple|粉色=pink|白色=white|黑色=black|" +
  "水墨=ink wash|国画=Chinese painting|水彩=watercolor|油画=oil painting|素描=pencil sketch|剪纸=paper cut|像素=pixel art|动漫=anime|" +
  "浮世绘=ukiyo-e|赛博朋克=cyberpunk|霓虹=neon|复古=vintage|极简=minimalist|写实=realistic|摄影=photography|电影感=cinematic|海报=poster|" +
  "温暖=warm|宁静=quiet|安静=quiet|孤独=lonely|梦幻=dreamlike|古老=ancient|巨大=huge|美丽=beautiful|可爱=cute|坐在=sitting on|站在=standing on|" +
  "漂浮=floating|飞过=flying over|在=in|里=|中=|的=|和=and|与=and|上=";

const words = list
  .split("|")
  .map((pair) => pair.split("=") as [string, string])
  .sort(([a], [b]) => b.length - a.length);

/** English in plain ASCII: known words one after the other, Latin text as it is, anything else left out. */
export function translate(text: string): string {
  const out: string[] = [];
  let rest = text;
  while (rest) {
    const known = words.find(([chinese]) => rest.startsWith(chinese));
    const latin = /^[\x21-\x7e]+/.exec(rest)?.[0];
    if (known) out.push(known[1]);
    else if (latin) out.push(latin);
    else if (/^[，、。；！？]/.test(rest)) out.push(",");
    rest = rest.slice(known?.[0].length ?? latin?.length ?? ([...rest][0] ?? " ").length);
  }
  const joined = out
    .filter(Boolean)
    .join(" ")
    .replaceAll(/\s*,[\s,]*/g, ", ")
    .replaceAll(/^[, ]+|[, ]+$/g, "");
  return joined || "a quiet landscape";
}

const chineseDetails = [
  "柔和的侧逆光，空气中有细微的尘粒，前景、中景与远景层次分明，色彩克制而温润，质感细腻",
  "清晨的漫射光，低机位构图，主体清晰而背景微微虚化，冷暖对比自然，纹理真实可触",
];
const englishDetails = [
  "soft light from behind and aside, fine dust in the air, clear foreground, middle ground and distance, restrained warm colours, delicate texture",
  "diffuse morning light, a low camera, a sharp subject before a slightly blurred background, natural warm and cool contrast, tangible texture",
];

/** The prompt with visual details in its own language; the same for the same prompt. */
export function improve(text: string): string {
  const chinese = /[\u4e00-\u9fff]/.test(text);
  const details = chinese ? chineseDetails : englishDetails;
  const plain = text.trim().replace(/[，。,.\s]+$/, "");
  return `${plain}${chinese ? "，" : ", "}${details[plain.length % details.length]}`;
}
