//! Sums over all weeks.

use serde::Serialize;

use super::round::Round;

/// Sums over all weeks.
#[derive(Serialize)]
pub struct Totals {
    /// Weeks in which options were sold.
    pub sold_rounds: usize,
    /// Of these, exercised.
    pub exercised_rounds: usize,
    /// Of these, cleared at the program's least estimate of volatility.
    pub at_floor_rounds: usize,
    /// Auctions that ended without a buyer.
    pub unsold_sales: u32,
    /// By how much the least asked stood over what was realised, mean over the weeks without a buyer.
    pub least_ask_over_realised: Option<f64>,
    /// Hours at which the program would have refused a sale that was due.
    pub put_off: u32,
    /// Earned, net of the insurance share.
    pub premium: u64,
    /// To the insurance fund.
    pub insurance_share: u64,
    /// Paid to the buyer.
    pub payoff: u64,
    /// Fees, at what they were worth as they were charged.
    pub fees: u64,
}

/// Adds the weeks up; `vol_floor` is the program's least estimate of volatility.
pub fn of(rounds: &[Round], vol_floor: f64) -> Totals {
    let sum = |of: fn(&Round) -> u64| rounds.iter().map(of).sum();
    let count = |of: &dyn Fn(&Round) -> bool| rounds.iter().filter(|week| of(week)).count();
    let at_floor = |week: &Round| {
        let realised = week.realised_vol.filter(|_| week.sold > 0);
        realised.is_some_and(|vol| vol < vol_floor + 1e-6)
    };
    Totals {
        sold_rounds: count(&|week| week.sold > 0),
        exercised_rounds: count(&|week| week.payoff > 0),
        at_floor_rounds: count(&at_floor),
        unsold_sales: rounds.iter().map(|week| week.unsold_sales).sum(),
        least_ask_over_realised: mean(rounds.iter().filter_map(over_realised)),
        put_off: rounds.iter().map(|week| week.put_off).sum(),
        premium: sum(|week| week.premium),
        insurance_share: sum(|week| week.insurance_share),
        payoff: sum(|week| week.payoff),
        fees: sum(|week| week.fee),
    }
}

/// By how much the least asked stood over what was realised, in a week without a buyer.
fn over_realised(week: &Round) -> Option<f64> {
    let (least, realised) = week.least_ask_vol.zip(week.realised_vol)?;
    (week.sold == 0).then_some(least / realised - 1.0)
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0u32), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}
