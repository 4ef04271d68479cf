//! The numbers of a row as text, and the columns they stand in.

use ballast_simulator::results::{Row, Speed};

use crate::format::grouped;

/// A column of a table of rows.
pub struct Column {
    /// Above it, with its unit.
    pub head: &'static str,
    /// In it.
    pub cell: fn(&Row) -> String,
}

const fn column(head: &'static str, cell: fn(&Row) -> String) -> Column {
    Column { head, cell }
}

/// Name of the scenario.
pub const SCENARIO: Column = column("scenario", |row| row.scenario.clone());
/// Name of the mechanism.
pub const MECHANISM: Column = column("mechanism", |row| row.mechanism.clone());

const SEEDS: Column = column("seeds", |row| row.seeds.to_string());
const OVERSHOOT: Column = column("overshoot %", |row| {
    with_ci(row.overshoot_pct, row.overshoot_ci95, 2)
});
const LIQUIDATED: Column = column("liquidated $M", |row| {
    with_ci(row.liquidated / 1e6, row.liquidated_ci95 / 1e6, 2)
});
const UNNECESSARY: Column = column("unnecessary $M", |row| millions(row.unnecessary));
const UNNECESSARY_CI: Column = column("unnecessary $M", |row| {
    with_ci(row.unnecessary / 1e6, row.unnecessary_ci95 / 1e6, 2)
});
const BACKSTOPPED: Column = column("to insurance $M", |row| millions(row.backstopped));
const LEFT_UNDER: Column = column("left under $M", |row| millions(row.left_under));
const BAD_DEBT_MOST: Column = column("most bad debt $k", |row| thousands(row.bad_debt_most));
const HEDGE_COST: Column = column("late hedges $k", |row| thousands(row.hedge_cost));
const BAD_DEBT: Column = column("bad debt $k", |row| {
    with_ci(row.bad_debt / 1e3, row.bad_debt_ci95 / 1e3, 1)
});
const INSURANCE_USED: Column = column("insurance used $k", |row| thousands(row.insurance_used));
const INSURANCE_START: Column = column("in insurance $k", |row| thousands(row.insurance_start));
const DEBT: Column = column("debt $M", |row| millions(row.debt));
const HALTED: Column = column("shut min", |row| grouped(row.halted_minutes, 1));
const HALT_SHARE: Column = column("P(halt)", |row| share(row.halt_probability));
const PENALTIES: Column = column("penalties $k", |row| thousands(row.penalties));
const VOLATILITY: Column = column("realised vol %", |row| grouped(row.realised_vol_pct, 1));
const TRACKING: Column = column("hedge off by %", |row| grouped(row.tracking_error_pct, 1));
const MARGIN: Column = column("margin % of spot", margin);

/// A scenario's mechanisms beside each other.
pub const MAIN: [Column; 9] = [
    OVERSHOOT,
    LIQUIDATED,
    UNNECESSARY,
    BACKSTOPPED,
    LEFT_UNDER,
    BAD_DEBT,
    HALTED,
    HEDGE_COST,
    MARGIN,
];

/// All there is in a row.
pub const EVERY: [Column; 18] = [
    SEEDS,
    OVERSHOOT,
    DEBT,
    LIQUIDATED,
    UNNECESSARY_CI,
    BACKSTOPPED,
    LEFT_UNDER,
    PENALTIES,
    BAD_DEBT,
    BAD_DEBT_MOST,
    INSURANCE_START,
    INSURANCE_USED,
    HALTED,
    HALT_SHARE,
    VOLATILITY,
    TRACKING,
    HEDGE_COST,
    MARGIN,
];

/// What a sweep is judged by.
pub const SWEPT: [Column; 4] = [OVERSHOOT, LIQUIDATED, BAD_DEBT, HALTED];

/// A mean with the half-width of its interval, if it has one.
pub fn with_ci(mean: f64, ci95: f64, places: usize) -> String {
    let mean = grouped(mean, places);
    match ci95.is_finite() && ci95 > 0.0 {
        true => format!("{mean} ± {}", grouped(ci95, places)),
        false => mean,
    }
}

/// Quote in millions.
pub fn millions(quote: f64) -> String {
    grouped(quote / 1e6, 2)
}

/// Quote in thousands.
pub fn thousands(quote: f64) -> String {
    grouped(quote / 1e3, 1)
}

/// A share of 0 to 1 in per cent.
pub fn share(share: f64) -> String {
    format!("{}%", grouped(share * 1e2, 0))
}

/// Lowest and highest requirement.
pub fn margin(row: &Row) -> String {
    let (low, high) = (row.margin_trough_pct, row.margin_peak_pct);
    format!("{}..{}", grouped(low, 2), grouped(high, 2))
}

/// `1 day`, `3 days`.
pub fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(count as f64, 0))
}

/// How fast it went, in a line.
pub fn speed(speed: &Speed) -> String {
    let threads = speed.threads.max(1);
    let a_second = speed.account_minutes as f64 / speed.seconds.max(1e-9);
    format!(
        "{} runs in {} s on {}: {} account-minutes per second, {} per thread",
        grouped(speed.runs as f64, 0),
        grouped(speed.seconds, 1),
        counted(threads, "thread"),
        grouped(a_second, 0),
        grouped(a_second / threads as f64, 0)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_that_is_none_is_left_out() {
        assert_eq!(with_ci(1_234.5, 6.78, 1), "1,234.5 ± 6.8");
        assert_eq!(with_ci(1.0, 0.0, 1), "1.0");
        assert_eq!(with_ci(1.0, f64::NAN, 1), "1.0");
    }

    #[test]
    fn a_speed_of_no_time_at_all() {
        let none = Speed {
            seconds: 0.0,
            threads: 0,
            runs: 0,
            account_minutes: 0,
        };
        let text = speed(&none);
        assert_eq!(
            text,
            "0 runs in 0.0 s on 1 thread: 0 account-minutes per second, 0 per thread"
        );
    }
}
