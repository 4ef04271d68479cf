/** Pieces that pages share. Charts are in `ui/chart`, loaded by themselves. */

export { AddressLink, Copy } from "./Address";
export { checkAmount, NO_AMOUNT, parseAmount, type Amount } from "./amount";
export { AmountInput } from "./AmountInput";
export { Countdown } from "./Countdown";
export {
  formatDuration,
  formatNumber,
  formatPct,
  formatPriceUnits,
  formatTime,
  formatTokens,
  shortAddress,
} from "./format";
export { Columns, Notice, Section, Stat } from "./pieces";
export { NumberCell, NumberHead, TableRegion } from "./tables";
