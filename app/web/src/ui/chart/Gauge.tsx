import { useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { textWidth } from "./colours";
import { placeInRows } from "./labels";
import type { GaugeProps } from "./types";

const LABEL_ROW = 18;

/** A value on a scale from 0 to `max`, with marks. */
export function Gauge(props: GaugeProps): ReactNode {
  const { label, value, max, marks, format, summary, tone = "accent" } = props;
  const track = useRef<HTMLDivElement>(null);
  const { width, font } = useBox(track);
  const share = (at: number) => Math.min(Math.max(at / max, 0), 1);
  const texts = marks.map((mark) => `${mark.label} ${format(mark.at)}`);
  const wishes = marks.map((mark, index) => ({
    at: share(mark.at) * width,
    size: textWidth(texts[index] ?? "", font),
  }));
  const places = placeInRows(wishes, { min: 0, max: width, rows: marks.length, gap: 8 });
  const rows = 1 + Math.max(-1, ...places.map((place) => place?.row ?? -1));
  return (
    <div className="gauge" role="img" aria-label={`${label}: ${summary}`}>
      <div className="gauge-head">
        <span>{label}</span>
        <b>{format(value)}</b>
      </div>
      <div className="gauge-track" ref={track}>
        <div className="gauge-fill" data-tone={tone} style={{ width: `${share(value) * 100}%` }} />
        {marks.map((mark) => (
          <i
            key={mark.label}
            className="gauge-mark"
            data-tone={mark.tone}
            style={{ left: `${share(mark.at) * 100}%` }}
          />
        ))}
      </div>
      <div className="gauge-labels" style={{ height: rows * LABEL_ROW }}>
        {marks.map((mark, index) => {
          const place = places[index];
          if (place === undefined) return null;
          const at = { left: place.start, top: place.row * LABEL_ROW };
          return (
            <span key={mark.label} data-tone={mark.tone} style={at}>
              {texts[index]}
            </span>
          );
        })}
      </div>
    </div>
  );
}

/** Width and font of an element, followed. */
function useBox(box: { current: HTMLElement | null }): { width: number; font: string } {
  const [size, setSize] = useState({ width: 0, font: "12px sans-serif" });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => {
      const font = `12px ${getComputedStyle(element).fontFamily}`;
      setSize({ width: element.clientWidth, font });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return size;
}
