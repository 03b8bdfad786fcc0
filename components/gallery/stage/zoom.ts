export interface Size {
  widthPx: number;
  heightPx: number;
}

export interface Point {
  xPx: number;
  yPx: number;
}

/** How a picture stands on its stage: CSS pixels per picture pixel, and its centre's distance from the stage's. */
export interface View extends Point {
  scale: number;
}

/** On wide stages a fitting picture keeps away from the edges; phones have no room to give. */
const marginPx = (stage: Size): number => (stage.widthPx >= 640 ? 24 : 0);

/** The whole picture in sight, never larger than itself. */
export function fitScale(picture: Size, stage: Size): number {
  const margin = 2 * marginPx(stage);
  return Math.min(
    1,
    Math.max(1, stage.widthPx - margin) / picture.widthPx,
    Math.max(1, stage.heightPx - margin) / picture.heightPx,
  );
}

const maxScale = (fit: number): number => Math.max(4, fit * 4);

const within = (value: number, limit: number): number => Math.min(limit, Math.max(-limit, value));

/** The nearest allowed view: not smaller than fitting, and no empty space beside a larger picture. */
export function clampView(view: View, picture: Size, stage: Size): View {
  const fit = fitScale(picture, stage);
  const scale = Math.min(maxScale(fit), Math.max(fit, view.scale));
  return {
    scale,
    xPx: within(view.xPx, Math.max(0, (picture.widthPx * scale - stage.widthPx) / 2)),
    yPx: within(view.yPx, Math.max(0, (picture.heightPx * scale - stage.heightPx) / 2)),
  };
}

/** Another scale around a point of the stage, measured from its centre, which stays under the finger. */
export function zoomTo(view: View, scale: number, at: Point, picture: Size, stage: Size): View {
  const allowed = clampView({ ...view, scale }, picture, stage).scale;
  const ratio = allowed / view.scale;
  return clampView(
    {
      scale: allowed,
      xPx: at.xPx - (at.xPx - view.xPx) * ratio,
      yPx: at.yPx - (at.yPx - view.yPx) * ratio,
    },
    picture,
    stage,
  );
}

/** What "closer" means for a double press: 100 %, or twice that where fitting already is. */
export const closeScale = (fit: number): number => (fit > 0.97 ? 2 : 1);

export const isFitting = (view: View, fit: number): boolean => view.scale <= fit * 1.001;

/** The point between fingers. */
export const middle = (points: readonly Point[]): Point => ({
  xPx: points.reduce((sum, point) => sum + point.xPx, 0) / points.length,
  yPx: points.reduce((sum, point) => sum + point.yPx, 0) / points.length,
});

/** How far two fingers are apart; 0 for fewer. */
export function spread([first, second]: readonly Point[]): number {
  return first && second ? Math.hypot(first.xPx - second.xPx, first.yPx - second.yPx) : 0;
}

export type Swipe = "previous" | "next" | "close";

/** What a finished movement of one finger over a fitting picture means; null when it was none or too small. */
export function swipeOf(movement: Point & { ms: number }): Swipe | null {
  const { xPx, yPx, ms } = movement;
  const isFlick = ms < 250;
  const isFar = (px: number) => Math.abs(px) > (isFlick ? 30 : 90);
  if (Math.abs(xPx) > Math.abs(yPx) * 1.2 && isFar(xPx)) return xPx < 0 ? "next" : "previous";
  if (yPx > Math.abs(xPx) * 1.5 && yPx > (isFlick ? 60 : 140)) return "close";
  return null;
}
