// What to try, and when.

/** Lines for the terminal. `now`: the node's clock, unix seconds. */
export function tour({ outlook, speed, now, keeperAll }) {
  const { worst, minutes, expires } = outlook;
  const size = `${Math.abs(worst.pct).toFixed(0)}% ${worst.pct < 0 ? "down" : "up"} in ${minutes} minutes`;
  const others = keeperAll
    ? "The keeper liquidates and hedges by itself: watch it on Keepers."
    : "Once it reopens, liquidate on Keepers: this keeper leaves that, and hedging, to you.";
  return [
    `1. Connect wallet: choose the test wallet of this browser, and get test tokens.`,
    `2. Vault: deposit. Until the round is rolled, after ${when(expires, now, speed)}, you may cancel.`,
    `3. Trade: the next sale of calls opens right after that; its price falls as it runs, and stands still in a halt.`,
    `4. Market: ${size}, starting ${when(worst.at, now, speed)}. Watch the breaker throttle, halt and reopen.`,
    `5. Margin: write an option against collateral, and ask what a move would do to it. ${others}`,
  ];
}

/** A chain time, and how long that is from now by the wall clock. */
function when(ts, now, speed) {
  const clock = `${new Date(ts * 1_000).toISOString().slice(11, 16)} UTC on the chain`;
  const secs = Math.round((ts - now) / speed);
  return secs > 0 ? `${clock} (in ${duration(secs)})` : `${clock} (over)`;
}

function duration(secs) {
  if (secs < 120) return `${secs} s`;
  if (secs < 7_200) return `${Math.round(secs / 60)} min`;
  return `${(secs / 3_600).toFixed(1)} h`;
}
