/** Bands and marks: what is drawn under and over the lines, by hooks of uPlot. */

import uPlot from "uplot";
import { faded, textWidth, type Palette } from "./colours";
import { placeInRows, spread, type Place } from "./labels";
import type { Band, Mark } from "./types";

interface Overlay {
  bands: Band[];
  marks: Mark[];
  palette: Palette;
}

/** Heights in CSS pixels. */
const STRIP = 4;
const LINE = 16;
const MARK_ROWS = 3;
const FONT_SIZE = 11;
const GAP = 6;

/** Room above the plot for the labels of bands and of marks along x. */
export function headroom({ bands, marks }: Pick<Overlay, "bands" | "marks">): number {
  const upright = marks.filter((mark) => mark.axis !== "y").length;
  return 10 + (bands.length > 0 ? LINE + STRIP : 0) + Math.min(upright, MARK_ROWS) * LINE;
}

/** Fills of the bands, below everything else. */
export function drawBands(plot: uPlot, { bands, palette }: Overlay): void {
  const { ctx, bbox } = plot;
  ctx.save();
  for (const band of bands) {
    const extent = clip(plot, band);
    if (extent === undefined || band.tone === "calm") continue;
    ctx.fillStyle = faded(palette.tones[band.tone], 0.13);
    ctx.fillRect(extent.left, bbox.top, extent.width, bbox.height);
  }
  ctx.restore();
}

/** Strips and labels of the bands, then the marks, above everything else. */
export function drawLabels(plot: uPlot, overlay: Overlay): void {
  const { ctx } = plot;
  ctx.save();
  ctx.font = `${FONT_SIZE * uPlot.pxRatio}px ${overlay.palette.font}`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  strips(plot, overlay);
  uprights(plot, overlay);
  levels(plot, overlay);
  ctx.restore();
}

/** A band's part inside the plot, in canvas pixels. */
function clip(plot: uPlot, band: Band): { left: number; width: number } | undefined {
  const { left, width } = plot.bbox;
  const from = Math.max(plot.valToPos(band.from, "x", true), left);
  const to = Math.min(plot.valToPos(band.to, "x", true), left + width);
  return to > from ? { left: from, width: Math.max(to - from, uPlot.pxRatio) } : undefined;
}

function strips(plot: uPlot, { bands, palette }: Overlay): void {
  const { ctx, bbox } = plot;
  const px = uPlot.pxRatio;
  const shown = bands.flatMap((band) => {
    const extent = clip(plot, band);
    return extent === undefined ? [] : [{ band, ...extent }];
  });
  for (const { band, left, width } of shown) {
    ctx.fillStyle = palette.tones[band.tone];
    ctx.fillRect(left, bbox.top - STRIP * px, width, STRIP * px);
  }
  // A label belongs to the strip below it: it stands there or, where that is too short, not at all.
  for (const { band, left, width } of shown) {
    const size = ctx.measureText(band.label).width;
    if (size > width) continue;
    ctx.fillStyle = palette.text;
    ctx.fillText(band.label, left + (width - size) / 2, bbox.top - (STRIP + LINE / 2) * px);
  }
}

function uprights(plot: uPlot, { bands, marks, palette }: Overlay): void {
  const { ctx, bbox } = plot;
  const px = uPlot.pxRatio;
  const font = ctx.font;
  const right = bbox.left + bbox.width;
  const shown = marks.flatMap((mark) => {
    const x = mark.axis === "y" ? Number.NaN : plot.valToPos(mark.at, "x", true);
    return x >= bbox.left && x <= right ? [{ mark, x }] : [];
  });
  const wishes = shown.map(({ mark, x }) => ({ at: x, size: textWidth(mark.label, font) }));
  const room = { min: 0, max: ctx.canvas.width, rows: MARK_ROWS, gap: GAP * px };
  const places = placeInRows(wishes, room);
  const floor = bbox.top - (bands.length > 0 ? STRIP + LINE : 0) * px;
  const colour = ({ tone }: Mark) => (tone === undefined ? palette.text : palette.tones[tone]);
  const bottom = (place: Place | undefined) =>
    place === undefined ? bbox.top : floor - place.row * LINE * px;
  shown.forEach(({ mark, x }, index) => {
    line(plot, colour(mark), [x, bottom(places[index])], [x, bbox.top + bbox.height]);
  });
  shown.forEach(({ mark }, index) => {
    const place = places[index];
    if (place === undefined) return;
    const at: [number, number] = [place.start, bottom(place) - (LINE / 2) * px];
    text(plot, palette, mark.label, colour(mark), at);
  });
}

function levels(plot: uPlot, { marks, palette }: Overlay): void {
  const { ctx, bbox } = plot;
  const px = uPlot.pxRatio;
  const bottom = bbox.top + bbox.height;
  const shown = marks.flatMap((mark) => {
    const y = mark.axis === "y" ? plot.valToPos(mark.at, "y", true) : Number.NaN;
    return y >= bbox.top && y <= bottom ? [{ mark, y }] : [];
  });
  const above = shown.map(({ y }) => y - (LINE / 2) * px);
  const middles = spread(above, { min: bbox.top, max: bottom, size: LINE * px });
  shown.forEach(({ mark, y }, index) => {
    const colour = mark.tone === undefined ? palette.text : palette.tones[mark.tone];
    line(plot, colour, [bbox.left, y], [bbox.left + bbox.width, y]);
    const left = bbox.left + bbox.width - ctx.measureText(mark.label).width - GAP * px;
    text(plot, palette, mark.label, colour, [left, middles[index] ?? y]);
  });
}

function line({ ctx }: uPlot, colour: string, from: [number, number], to: [number, number]): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = uPlot.pxRatio;
  ctx.setLineDash([4 * uPlot.pxRatio, 3 * uPlot.pxRatio]);
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** A text set off from the lines behind it. */
function text(
  { ctx }: uPlot,
  palette: Palette,
  words: string,
  colour: string,
  at: [number, number],
): void {
  ctx.strokeStyle = palette.ground;
  ctx.lineWidth = 4 * uPlot.pxRatio;
  ctx.lineJoin = "round";
  ctx.strokeText(words, ...at);
  ctx.fillStyle = colour;
  ctx.fillText(words, ...at);
}
