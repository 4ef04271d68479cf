// What to try, and when.

/** Between two expiries, seconds. */
const DAY = 86_400;

/** Lines for the terminal. `now`: the node's clock, unix seconds; `after`: its speed once the last price has come. */
export function tour({ outlook, speed, after, now, keeperAll }) {
  const { worst, minutes, expires, ends } = outlook;
  const pace = { speed, after, ends };
  const size = `${Math.abs(worst.pct).toFixed(0)}% ${worst.pct < 0 ? "down" : "up"} in ${minutes} minutes`;
  const others = keeperAll
    ? "The keeper liquidates and hedges by itself: watch it on Keepers."
    : "Once it reopens, liquidate on Keepers: this keeper leaves that, and hedging, to you.";
  return [
    `1. Connect wallet: choose the test wallet of this browser, and get test tokens.`,
    `2. Vault: deposit. Until the round is rolled, after ${when(expires, now, pace)}, you may cancel.`,
    `3. Trade: the next sale of calls opens right after that; its price falls as it runs, and stands still in a halt.`,
    `4. Market: ${size}, starting ${when(worst.at, now, pace)}. Watch the breaker throttle, halt and reopen.`,
    `5. Margin: write an option against collateral, and ask what a move would do to it. ${others}`,
    `6. Vault: withdraw. It is paid when the next round is rolled, after ${when(expires + DAY, now, pace)}; then claim it.`,
  ];
}

/** A chain time, and how long that is from now by the wall clock. */
function when(ts, now, { speed, after, ends }) {
  const clock = `${new Date(ts * 1_000).toISOString().slice(11, 16)} UTC on the chain`;
  const slow = Math.max(0, Math.min(ts, ends) - now) / speed;
  const fast = Math.max(0, ts - Math.max(now, ends)) / after;
  const secs = Math.round(slow + fast);
  return secs > 0 ? `${clock} (in ${duration(secs)})` : `${clock} (over)`;
}

function duration(secs) {
  if (secs < 120) return `${secs} s`;
  if (secs < 7_200) return `${Math.round(secs / 60)} min`;
  return `${(secs / 3_600).toFixed(1)} h`;
}
