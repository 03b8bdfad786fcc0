import type { Scene } from "../drawing/scene";
import type { Subject } from "../vocabulary";
import { currents, veils } from "./ideas/flow";
import { shapes } from "./ideas/shapes";
import { space } from "./ideas/space";
import { starryNight } from "./ideas/starry-night";
import { tea } from "./ideas/tea";
import { bamboo } from "./land/bamboo";
import { dunes } from "./land/dunes";
import { fields } from "./land/fields";
import { forest } from "./land/forest";
import { meadow } from "./land/meadow";
import { mountains } from "./land/mountains";
import { river } from "./land/river";
import { snowfield } from "./land/snowfield";
import { blossomBranch } from "./life/blossom-branch";
import { cat } from "./life/cat";
import { cranes } from "./life/cranes";
import { flowers } from "./life/flowers";
import { fox } from "./life/fox";
import { portrait } from "./life/portrait";
import { weather } from "./parts/heavens";
import { city } from "./town/city";
import { lanterns } from "./town/lanterns";
import { street } from "./town/street";
import { temple } from "./town/temple";
import { waterTown } from "./town/water-town";
import { greatWave } from "./water/great-wave";
import { pond } from "./water/pond";
import { sea } from "./water/sea";
import { skyWhale } from "./water/sky-whale";

type Composition = (scene: Scene) => void;

/** What a subject looks like when it leads; several entries are chosen among by seed. */
const leading: Partial<Record<Subject, readonly [Composition, ...Composition[]]>> = {
  portrait: [portrait],
  cat: [cat],
  fox: [fox],
  deer: [forest],
  animal: [fox, forest],
  whale: [skyWhale, sea],
  lotus: [pond],
  bamboo: [bamboo],
  blossom: [blossomBranch],
  tea: [tea],
  space: [space],
  lantern: [lanterns, lanterns, street],
  street: [street],
  pagoda: [temple],
  city: [city],
  flower: [flowers],
  bird: [cranes],
  forest: [forest],
  desert: [dunes],
  house: [waterTown, waterTown, fields],
  lighthouse: [sea],
  wave: [greatWave],
  sea: [sea],
  boat: [river, sea],
  river: [river],
  field: [fields, meadow],
  stars: [starryNight],
  balloon: [mountains, fields],
  mountain: [mountains],
  snow: [snowfield, mountains],
  road: [fields, mountains],
  moon: [mountains, sea, blossomBranch],
  fluid: [veils, currents],
  abstract: [shapes, currents, veils],
  sky: [meadow, sea, mountains],
};

/** Things before places, places before skies: what a prompt with several of them is a picture of. */
const rank = Object.keys(leading) as Subject[];

/** For prompts with no known word: landscapes and abstractions that fit anything. */
const withoutWords: readonly [Composition, ...Composition[]] = [
  mountains,
  river,
  veils,
  meadow,
  sea,
  currents,
  temple,
  shapes,
  forest,
];

export function compose(scene: Scene): void {
  const random = scene.random.fork("composition");
  choose(scene, random)(scene);
  weather(scene);
}

function choose(scene: Scene, random: Scene["random"]): Composition {
  const { subjects, moods } = scene.reading;
  const lead = [...subjects].sort((a, b) => rank.indexOf(a) - rank.indexOf(b))[0];
  if (lead === "animal" && subjects.includes("desert")) return dunes;
  if (lead === "snow" && subjects.includes("mountain")) return mountains;
  if (lead === "house" && (moods.includes("winter") || subjects.includes("snow"))) return snowfield;
  if (lead === "house" && subjects.includes("river")) return waterTown;
  if (lead === "house" && subjects.includes("field")) return fields;
  if ((lead === "animal" || lead === "deer") && moods.includes("winter"))
    return random.pick([snowfield, forest]);
  if (lead === "flower" && (subjects.includes("field") || subjects.includes("sky"))) return meadow;
  if (lead === "whale" && subjects.includes("sea")) return sea;
  if (lead === "boat") return subjects.includes("sea") ? sea : river;
  if (lead) return random.pick(leading[lead] ?? withoutWords);
  if (moods.includes("winter")) return random.pick([snowfield, mountains]);
  return random.pick(withoutWords);
}
