import { read } from "@/lib/providers/sketch/vocabulary";

/** English for words that prompts are made of. One line per kind; `zh=en` apart by `|`. */
const dictionary = [
  "水墨山水=ink wash landscape|山水=mountains and water|群山=mountains|山脉=mountain range|雪山=snowy mountain|山谷=valley|黄山=Yellow Mountain|山=mountain",
  "海边=by the sea|大海=sea|海浪=waves|巨浪=great wave|海滩=beach|沙滩=beach|海岛=island|海=sea|浪=wave",
  "小桥流水=a small bridge over a stream|水乡=water town|江南=Jiangnan water town|河流=river|瀑布=waterfall|湖面=lake|湖泊=lake|湖=lake|西湖=West Lake|溪流=stream|倒影=reflection|河=river|江=river",
  "城市=city|夜景=night view|天际线=skyline|高楼=tall buildings|摩天楼=skyscraper|上海=Shanghai|北京=Beijing|香港=Hong Kong|东京=Tokyo|街道=street|街头=street|小巷=alley|雨巷=rainy alley|油纸伞=oil-paper umbrella|雨伞=umbrella|街=street",
  "森林=forest|树林=woods|竹林=bamboo grove|竹子=bamboo|松树=pine tree|大树=great tree|熊猫=panda|落叶=fallen leaves|枫叶=maple leaves|银杏=ginkgo|竹=bamboo|树=tree",
  "樱花=cherry blossoms|梅花=plum blossoms|桃花=peach blossoms|荷花=lotus flowers|荷塘=lotus pond|牡丹=peony|玫瑰=rose|向日葵=sunflowers|花园=garden|花海=sea of flowers|薰衣草=lavender|油菜花=rapeseed flowers|花=flowers",
  "少女=young woman|女孩=girl|男孩=boy|女子=woman|老人=old man|孩子=child|人物=person|肖像=portrait|头像=portrait|汉服=hanfu dress|宇航员=astronaut|渔夫=fisherman|渔翁=old fisherman|侠客=swordsman|机器人=robot|人=person",
  "橘猫=orange cat|黑猫=black cat|小猫=kitten|猫咪=cat|柴犬=shiba dog|小狗=puppy|狐狸=fox|小鹿=deer|兔子=rabbit|老虎=tiger|狮子=lion|大象=elephant|龙=dragon|凤凰=phoenix|仙鹤=cranes|飞鸟=birds|燕子=swallows|锦鲤=koi|金鱼=goldfish|鲸鱼=whale|蓝鲸=blue whale|猫=cat|狗=dog|鹿=deer|鸟=bird|鱼=fish|马=horse|鹤=crane",
  "沙漠=desert|骆驼=camels|戈壁=desert|草原=grassland|麦田=wheat field|稻田=rice field|梯田=rice terraces|田野=fields|村庄=village|古镇=old town|木屋=wooden cabin|小屋=cottage|房子=house",
  "天空=sky|星空=starry sky|银河=Milky Way|极光=aurora|流星=shooting stars|月亮=moon|明月=bright moon|月光=moonlight|圆月=full moon|云海=sea of clouds|白云=white clouds|彩虹=rainbow|太空=space|宇宙=space|星球=planet|火箭=rocket|飞船=spaceship|云=clouds|星=stars|月=moon",
  "故宫=Forbidden City palace|长城=Great Wall|古塔=pagoda|宝塔=pagoda|寺庙=temple|古寺=old temple|宫殿=palace|城堡=castle|亭子=pavilion|灯塔=lighthouse|塔=tower",
  "帆船=sailboat|小船=small boat|渔船=fishing boat|孤舟=lone boat|乌篷船=black-awning boat|热气球=hot air balloons|风筝=kite|火车=train|汽车=car|自行车=bicycle|船=boat|舟=boat",
  "红灯笼=red lanterns|灯笼=lanterns|孔明灯=sky lanterns|花灯=festival lanterns|茶壶=teapot|茶杯=teacup|咖啡=coffee|茶=tea|书=book|剑=sword|窗=window|桥=bridge|雪=snow|雨=rain|雾=mist|风=wind|火=fire|水=water",
  "日出=sunrise|清晨=early morning|黎明=dawn|日落=sunset|夕阳=setting sun|黄昏=dusk|傍晚=evening|夜晚=night|深夜=late night|夜=night|春天=spring|夏天=summer|秋天=autumn|冬天=winter|春=spring|夏=summer|秋=autumn|冬=winter|晨雾=morning mist|薄雾=thin mist|细雨=fine rain|烟雨=misty rain",
  "红色=red|橙色=orange|金色=golden|黄色=yellow|绿色=green|青色=teal|蓝色=blue|紫色=purple|粉色=pink|白色=white|黑色=black|红=red|金=golden|绿=green|青=teal|蓝=blue|紫=purple|粉=pink|白=white|黑=black",
  "水墨画=ink wash painting|水墨=ink wash|国画=Chinese painting|水彩=watercolor|油画=oil painting|赛博朋克=cyberpunk|霓虹=neon|剪纸=paper cut|像素=pixel art|浮世绘=ukiyo-e|素描=sketch|动漫=anime|吉卜力=Ghibli style|极简=minimalist|复古=vintage|写实=realistic|摄影=photography|插画=illustration|海报=poster|风格=style|电影感=cinematic",
  "美丽=beautiful|宁静=quiet|温暖=warm|巨大=huge|古老=ancient|神秘=mysterious|可爱=cute|孤独=lonely|梦幻=dreamy|遥远=distant|飞翔=flying|奔跑=running|坐在=sitting on|站在=standing on|漂浮=floating|戴着=wearing|看着=looking at|背景=background|远处=in the distance|前景=foreground|里=in|上=on|下=under|一个=a|一只=a|一艘=a|一位=a|一座=a|一条=a|一片=a|一棵=a|两只=two|三只=three|和=and|与=and|中=in|大=big|小=small",
]
  .join("|")
  .split("|")
  .map((pair) => pair.split("=") as [string, string])
  .sort(([a], [b]) => b.length - a.length);

const FALLBACK = "a quiet landscape";

/** A rough English rendering, word by word: always ASCII, never empty, the same for the same text. */
export function inEnglish(text: string): string {
  const plain = text.normalize("NFKC");
  const words: string[] = [];
  for (let at = 0; at < plain.length; ) {
    const ascii = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*/.exec(plain.slice(at))?.[0];
    const [zh, en] = ascii ? [ascii, ascii] : (dictionary.find(([word]) => plain.startsWith(word, at)) ?? []);
    if (zh && en) words.push(en);
    else if (/[,。、;!?\n]/.test(plain[at] ?? "") && words.length > 0) words.push(",");
    at += zh?.length ?? 1;
  }
  const sentence = words
    .join(" ")
    .replace(/[\s,]*,[\s,]*/g, ", ")
    .replace(/^[,\s]+|[,\s]+$/g, "");
  return sentence || read(text, "", []).subjects.join(", ") || FALLBACK;
}

interface Detail {
  zh: string;
  en: string;
}

const lights: Record<string, Detail> = {
  night: { zh: "月光与灯火交映的冷暖对比", en: "cool moonlight against warm lamplight" },
  sunset: { zh: "低角度的金色逆光", en: "low golden backlight" },
  dawn: { zh: "清晨柔和的侧光", en: "soft side light of early morning" },
  rain: { zh: "湿润地面上的倒影", en: "reflections on the wet ground" },
  mist: { zh: "层层淡去的薄雾", en: "thin mist that fades layer by layer" },
  winter: { zh: "雪后清冷的散射光", en: "cold diffuse light after snowfall" },
};
const places: Record<string, Detail> = {
  mountain: { zh: "远山层叠，云气在山腰流动", en: "ridges behind ridges, cloud drifting halfway up" },
  sea: { zh: "浪尖碎成细白的飞沫", en: "wave crests breaking into fine white spray" },
  city: { zh: "玻璃幕墙映出街道的光", en: "glass walls mirroring the light of the streets" },
  portrait: { zh: "眼神清晰，发丝与衣料纹理细致", en: "clear eyes, fine detail in hair and fabric" },
  cat: { zh: "毛发根根分明，眼睛带高光", en: "every hair visible, highlights in the eyes" },
  forest: { zh: "光柱穿过枝叶落在苔藓上", en: "shafts of light through the leaves onto moss" },
  bamboo: { zh: "竹节分明，竹叶随风倾斜", en: "crisp bamboo joints, leaves leaning with the wind" },
};
const usual: Detail[] = [
  { zh: "前景、中景、远景层次分明", en: "clear foreground, middle ground and background" },
  { zh: "主体偏离中心，留出呼吸的空间", en: "the subject off centre with room to breathe" },
  { zh: "材质与边缘细节清晰", en: "crisp detail in materials and edges" },
];
const softLight: Detail = { zh: "柔和的自然光", en: "soft natural light" };

/** The prompt with visible detail that fits it (light, material, depth), in its own language. */
export function improved(prompt: string): string {
  const { moods, subjects } = read(prompt, "", []);
  const light = moods.map((mood) => lights[mood]).find((detail) => detail !== undefined) ?? softLight;
  const place = subjects.map((subject) => places[subject]).filter((detail) => detail !== undefined);
  const details = [...place.slice(0, 2), light, ...usual];
  const isChinese = /\p{Script=Han}/u.test(prompt);
  const start = prompt.trim().replace(/[\s,.;\uff0c\u3002\uff1b]+$/u, "") || (isChinese ? "风景" : FALLBACK);
  return isChinese
    ? `${start}\uff0c${details.map(({ zh }) => zh).join("\uff0c")}\u3002`
    : `${start}, ${details.map(({ en }) => en).join(", ")}.`;
}
