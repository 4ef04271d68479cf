// What a page cost its visitor: paints, blocked time, latencies, bytes.

import { gzipSync } from "node:zlib";

const TASK_MS = 50;

/** Observes from before the page's own scripts on. Runs in the page. */
export function observeVitals() {
  const vitals = { fcp: 0, lcp: 0, tasks: [], events: [], shift: 0 };
  globalThis.vitals = vitals;
  const observe = (type, each, more = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({
      type,
      buffered: true,
      ...more,
    });
  observe("paint", (entry) => {
    if (entry.name === "first-contentful-paint") vitals.fcp = entry.startTime;
  });
  observe("largest-contentful-paint", (entry) => (vitals.lcp = entry.startTime));
  observe("longtask", (entry) => vitals.tasks.push([entry.startTime, entry.duration]));
  observe("layout-shift", (entry) => (vitals.shift += entry.hadRecentInput ? 0 : entry.value));
  observe(
    "event",
    ({ interactionId, duration, name }) =>
      interactionId && vitals.events.push({ interactionId, duration, name }),
    { durationThreshold: 16 },
  );
}

/** What was observed so far, in milliseconds. */
export async function readVitals(page) {
  const { fcp, lcp, tasks, events, shift } = await page.evaluate(() => globalThis.vitals);
  const blocked = tasks
    .filter(([start]) => start >= fcp)
    .reduce((sum, [, duration]) => sum + Math.max(0, duration - TASK_MS), 0);
  const byInteraction = new Map();
  for (const { interactionId, duration } of events) {
    byInteraction.set(interactionId, Math.max(duration, byInteraction.get(interactionId) ?? 0));
  }
  const latencies = [...byInteraction.values()].sort((a, b) => a - b);
  return {
    first_contentful_paint_ms: Math.round(fcp),
    largest_contentful_paint_ms: Math.round(lcp),
    total_blocking_ms: Math.round(blocked),
    layout_shift: Number(shift.toFixed(4)),
    /** Interactions below 16 ms are not told of. */
    worst_interaction_ms: latencies.at(-1) ?? 0,
  };
}

/** Collects what the page fetches from its own host. Bytes as gzip has them, whatever the server chose. */
export function weigh(page, origin) {
  const bodies = [];
  page.on("response", (response) => {
    if (!response.url().startsWith(origin) || response.status() !== 200) return;
    const kind = response.request().resourceType();
    bodies.push(
      response
        .body()
        .then((body) => ({
          url: response.url(),
          kind,
          bytes: gzipSync(body, { level: 9 }).length,
        })),
    );
  });
  return async () => {
    const all = await Promise.all(bodies);
    const sum = (keep) => all.filter(keep).reduce((bytes, one) => bytes + one.bytes, 0);
    return {
      script_bytes: sum(({ kind }) => kind === "script"),
      style_bytes: sum(({ kind }) => kind === "stylesheet"),
      wasm_bytes: sum(({ url }) => url.endsWith(".wasm")),
      requests: all.length,
    };
  };
}
