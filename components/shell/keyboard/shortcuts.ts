/** A key as the help prints it. `mod` is Ctrl, or ⌘ on a Mac; names in lower case are translated or drawn. */
export type KeyName =
  | "mod"
  | "shift"
  | "enter"
  | "space"
  | "escape"
  | "delete"
  | "backspace"
  | "home"
  | "end"
  | "left"
  | "right"
  | "up"
  | "down"
  | "drag"
  | "K"
  | "Z"
  | "Y"
  | "A"
  | "F"
  | "I"
  | "B"
  | "E"
  | "?"
  | "+"
  | "-"
  | "0"
  | "["
  | "]";

/** Keys that are pressed together. */
export type Chord = readonly KeyName[];

export interface Shortcut {
  /** Its sentence in the messages, `keyboard.does.*`. */
  does:
    | "palette"
    | "help"
    | "close"
    | "generate"
    | "move"
    | "open"
    | "select"
    | "extend"
    | "selectAll"
    | "favorite"
    | "trash"
    | "endSelecting"
    | "neighbours"
    | "ends"
    | "zoom"
    | "toggleZoom"
    | "info"
    | "sendEdit"
    | "undo"
    | "redo"
    | "brush"
    | "eraser"
    | "size"
    | "moveCursor"
    | "paint"
    | "dab"
    | "pan"
    | "fit"
    | "walk"
    | "choose";
  /** Each of these does it. */
  chords: readonly Chord[];
}

export interface ShortcutGroup {
  /** Its heading, `keyboard.groups.*`. */
  surface: "everywhere" | "composer" | "library" | "viewer" | "mask" | "palette";
  shortcuts: readonly Shortcut[];
}

const arrows: readonly Chord[] = [["left"], ["right"], ["up"], ["down"]];

/** Every key of the product, by where it works. What a screen listens to and what the help says meet here. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    surface: "everywhere",
    shortcuts: [
      { does: "palette", chords: [["mod", "K"]] },
      { does: "help", chords: [["?"]] },
      { does: "close", chords: [["escape"]] },
    ],
  },
  { surface: "composer", shortcuts: [{ does: "generate", chords: [["mod", "enter"]] }] },
  {
    surface: "library",
    shortcuts: [
      { does: "move", chords: arrows },
      { does: "open", chords: [["enter"]] },
      { does: "select", chords: [["space"]] },
      { does: "extend", chords: [["shift", "space"]] },
      { does: "selectAll", chords: [["mod", "A"]] },
      { does: "favorite", chords: [["F"]] },
      { does: "trash", chords: [["delete"], ["backspace"]] },
      { does: "endSelecting", chords: [["escape"]] },
    ],
  },
  {
    surface: "viewer",
    shortcuts: [
      { does: "neighbours", chords: [["left"], ["right"]] },
      { does: "ends", chords: [["home"], ["end"]] },
      { does: "zoom", chords: [["+"], ["-"]] },
      { does: "toggleZoom", chords: [["0"], ["Z"]] },
      { does: "info", chords: [["I"]] },
      { does: "favorite", chords: [["F"]] },
      { does: "trash", chords: [["delete"]] },
      { does: "close", chords: [["escape"]] },
    ],
  },
  {
    surface: "mask",
    shortcuts: [
      { does: "sendEdit", chords: [["mod", "enter"]] },
      {
        does: "undo",
        chords: [["mod", "Z"]],
      },
      {
        does: "redo",
        chords: [
          ["mod", "shift", "Z"],
          ["mod", "Y"],
        ],
      },
      { does: "brush", chords: [["B"]] },
      { does: "eraser", chords: [["E"]] },
      { does: "size", chords: [["["], ["]"]] },
      { does: "moveCursor", chords: arrows },
      { does: "paint", chords: arrows.map((chord) => ["shift", ...chord]) },
      { does: "dab", chords: [["enter"], ["space"]] },
      { does: "pan", chords: [["space", "drag"]] },
      { does: "zoom", chords: [["+"], ["-"]] },
      { does: "fit", chords: [["0"]] },
    ],
  },
  {
    surface: "palette",
    shortcuts: [
      { does: "walk", chords: [["up"], ["down"]] },
      { does: "choose", chords: [["enter"]] },
      { does: "close", chords: [["escape"]] },
    ],
  },
];
