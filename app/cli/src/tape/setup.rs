//! A market for a file of prices: localnet's parameters, scaled to its prices and bars.

use ballast_harness::Setup;

use crate::prices::Bars;

/// Longest time between two samples of the volatility that the program accepts.
const MOST_SAMPLE_SECS: u32 = 600;

/// Localnet's market at the first price of the file, opened `lead_secs` before its first bar.
pub fn setup(bars: &Bars, lead_secs: i64) -> Setup {
    at(bars.bars[0].open, bars.starts() - lead_secs, bars.secs)
}

/// Localnet's market at a price, for bars of `bar_secs`.
pub fn at(price: u64, start_ts: i64, bar_secs: i64) -> Setup {
    let mut setup = Setup {
        start_ts,
        price,
        ..Setup::localnet()
    };
    setup.market.book.depth_quote_per_pct = depth(price, &Setup::localnet());
    setup.market.vol.min_dt_secs = sample_secs(bar_secs, &setup);
    setup.market.strike_tick = tick(price);
    setup.vault.sale.tick = tick(price);
    setup
}

/// Seconds between two samples of the volatility: a bar's, as far as the program's bounds go. The way through a bar's
/// extremes is longer than the price's own; sampled along it, a volatility comes out too high and the breaker sleeps.
fn sample_secs(bar_secs: i64, localnet: &Setup) -> u32 {
    let bar = u32::try_from(bar_secs).unwrap_or(u32::MAX);
    let least = localnet.market.vol.min_dt_secs;
    bar.clamp(least, MOST_SAMPLE_SECS.max(least))
}

/// What localnet's depth is in base, in quote at this price: deposits and caps are in base, too.
fn depth(price: u64, localnet: &Setup) -> u64 {
    let depth = u128::from(localnet.market.book.depth_quote_per_pct) * u128::from(price);
    let depth = depth / u128::from(localnet.price);
    u64::try_from(depth).unwrap_or(u64::MAX)
}

/// The 1-2-5 number next to half a percent of the price, in feed units.
pub fn tick(price: u64) -> u64 {
    let wanted = (price / 200).max(1);
    let power = 10u64.pow(wanted.ilog10());
    let nearest = [1, 2, 5, 10].map(|digit| digit * power);
    nearest
        .into_iter()
        .min_by_key(|candidate| candidate.abs_diff(wanted))
        .unwrap_or(power)
}
