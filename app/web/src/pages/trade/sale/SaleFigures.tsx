import { Figures } from "../../../common/Figures";
import { strikeDistance } from "../../../common/numbers";
import { money } from "../../../common/words";
import { useStatus } from "../../../risk";
import { Countdown, Stat, formatDuration, formatPct, formatTokens } from "../../../ui";
import type { AtSale } from "./Sale";

/** What the sale asks now, and how long it will. */
export function SaleFigures({ desk, vault, report, round, elapsed, closed }: AtSale) {
  const mark = useStatus()?.volatility.mark;
  const { ask } = round;
  const { base } = desk.tokens;
  const left = BigInt(vault.state.params.sale.durationSecs) - elapsed;
  const ends = report.next.from_ts;
  if (ask === undefined) return null;
  return (
    <Figures label="What the sale asks">
      <Stat
        label="One contract"
        value={money(ask.price, vault.collateral)}
        hint={`on one ${base.symbol}; ${strikeDistance(round.strike, report.price)}`}
      />
      <Stat
        label="Volatility asked"
        value={formatPct(ask.vol, 2)}
        hint={
          `${formatPct(ask.strike_vol, 2)} at the strike` +
          (mark === undefined ? "" : `; mark ${formatPct(mark, 2)}`)
        }
      />
      <Stat
        label="Contracts left"
        value={formatTokens(round.contracts - round.sold, base.decimals)}
        hint={`of ${formatTokens(round.contracts, base.decimals)}`}
      />
      <Stat
        label="Time left"
        value={
          closed === undefined && ends !== undefined ? (
            <Countdown until={ends} over="over" />
          ) : (
            formatDuration(left > 0n ? left : 0n)
          )
        }
        hint={closed === undefined ? "until the sale ends" : "the clock stands still"}
      />
    </Figures>
  );
}
