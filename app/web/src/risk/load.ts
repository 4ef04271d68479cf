import type { MarketView } from "@ballast/risk";
import binary from "../../wasm/pkg/ballast_wasm_bg.wasm?url";

export type RiskModule = typeof import("@ballast/risk");

let loading: Promise<RiskModule> | undefined;

/** The program's own arithmetic, loaded once, when it is first asked for; tried again if that failed. */
export function loadRisk(): Promise<RiskModule> {
  loading ??= import("@ballast/risk").then(async (risk) => {
    await risk.default({ module_or_path: new URL(binary, location.href) });
    return risk;
  });
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}

/** How long a view that was replaced goes on being good: somebody may still be working with it. */
const GRACE = 300_000;

const retiring = new Map<MarketView, ReturnType<typeof setTimeout>>();

/** Frees a view a while later. */
export function retire(view: MarketView): void {
  keep(view);
  const timer = setTimeout(() => {
    retiring.delete(view);
    view.free();
  }, GRACE);
  retiring.set(view, timer);
}

/** It is in use again. */
export function keep(view: MarketView): void {
  clearTimeout(retiring.get(view));
  retiring.delete(view);
}
