/** Colours of the present theme, for canvases, which cannot read CSS variables. */

import { useSyncExternalStore } from "react";
import type { Tone } from "./types";

export interface Palette {
  tones: Record<Tone, string>;
  text: string;
  dim: string;
  grid: string;
  ground: string;
  font: string;
}

const TONES: Tone[] = ["calm", "warn", "danger", "info", "accent"];

/** Reads the variables of chart.css as they hold for `host`. */
export function palette(host: Element): Palette {
  const style = getComputedStyle(host);
  const colour = (name: string) => hex(style.getPropertyValue(name).trim());
  const tones = Object.fromEntries(TONES.map((tone) => [tone, colour(`--tone-${tone}`)]));
  return {
    tones: tones as Record<Tone, string>,
    text: colour("--chart-text"),
    dim: colour("--chart-dim"),
    grid: colour("--chart-grid"),
    ground: colour("--chart-ground"),
    font: style.fontFamily,
  };
}

let scratch: CanvasRenderingContext2D | null | undefined;

function context(): CanvasRenderingContext2D | null {
  scratch ??= document.createElement("canvas").getContext("2d");
  return scratch;
}

/** Any CSS colour as `#rrggbb`, so that `faded` can append to it. */
function hex(colour: string): string {
  const pen = context();
  if (pen === null) return colour;
  pen.fillStyle = "#808080";
  pen.fillStyle = colour;
  return pen.fillStyle;
}

/** A `#rrggbb` colour with an opacity of 0 to 1. */
export function faded(colour: string, opacity: number): string {
  const alpha = Math.round(opacity * 255)
    .toString(16)
    .padStart(2, "0");
  return `${colour}${alpha}`;
}

/** Width of a text in CSS pixels. */
export function textWidth(text: string, font: string): number {
  const pen = context();
  if (pen === null) return text.length * 7;
  pen.font = font;
  return pen.measureText(text).width;
}

/** Changes whenever the theme does: the shell marks it on the root element, or the system turns dark. */
export function useThemeVersion(): string {
  return useSyncExternalStore(subscribe, snapshot);
}

const darkness = () => window.matchMedia("(prefers-color-scheme: dark)");

function subscribe(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, {
    attributeFilter: ["data-mantine-color-scheme", "class"],
  });
  const system = darkness();
  system.addEventListener("change", changed);
  return () => {
    observer.disconnect();
    system.removeEventListener("change", changed);
  };
}

function snapshot(): string {
  const scheme = document.documentElement.getAttribute("data-mantine-color-scheme") ?? "";
  return `${scheme} ${String(darkness().matches)}`;
}
