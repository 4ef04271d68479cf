//! The run as data: amounts in atoms of the vault's collateral, returns as fractions.

use ballast::state::VaultParams;
use option_risk::{fees::FeeParams, sale::SaleParams, schedule::ScheduleParams, units::Kind};
use serde::Serialize;

use super::{
    outcome::Outcome,
    plan::Plan,
    round::Round,
    totals::{self, Totals},
    Args,
};
use crate::{backtest::history::Gap, tape::tokens::Tokens};

/// The run.
#[derive(Serialize)]
pub struct Report {
    /// The file.
    pub source: String,
    /// `call` or `put`.
    pub kind: &'static str,
    /// Bars replayed, the lead-in's included.
    pub bars: usize,
    /// Length of one.
    pub bar_seconds: i64,
    /// Close of the first one.
    pub from_ts: i64,
    /// When the first sale may start.
    pub first_sale_ts: i64,
    /// Close of the last one.
    pub to_ts: i64,
    /// Time without bars.
    pub gaps: Vec<Gap>,
    /// What the buyer pays for volatility over what the market realises: the assumption all premiums stand on.
    pub vol_premium: f64,
    /// The program's least estimate of volatility.
    pub vol_floor: f64,
    /// Share of the premium to the insurance fund.
    pub insurance_share: f64,
    /// When sales open and options expire.
    pub schedule: ScheduleParams,
    /// Of the sales.
    pub sale: SaleParams,
    /// Of the vault.
    pub fees: FeeParams,
    /// Deposited before the first round.
    pub deposited: u64,
    /// Taken out after the last.
    pub withdrawn: u64,
    /// Price as the deposit was rolled.
    pub first_price: f64,
    /// Price at the end.
    pub final_price: f64,
    /// Collateral tokens a whole share as the deposit was rolled.
    pub first_share_price: f64,
    /// The same at the end.
    pub final_share_price: f64,
    /// Week by week.
    pub rounds: Vec<Round>,
    /// Over all of them.
    pub totals: Totals,
    /// Of the vault, in quote.
    pub vault_return: f64,
    /// Of holding base, in quote.
    pub hold_return: f64,
    /// Of the vault, in base.
    pub vault_return_base: f64,
    /// Halts of the breaker.
    pub halts: u64,
    /// Where every token is.
    pub conservation: Conservation,
}

/// Both mints at the end.
#[derive(Serialize)]
pub struct Conservation {
    /// After every roll and at the end every token was found and the program held what it owed: else the run fails.
    pub exact: bool,
    /// How often that was checked.
    pub checks: u32,
    /// Base.
    pub base: Tokens,
    /// Quote.
    pub quote: Tokens,
}

/// One base token put in, or its worth.
pub struct Worth {
    /// Unix seconds.
    pub ts: i64,
    /// In the vault, quote.
    pub vault: f64,
    /// Held, quote.
    pub held: f64,
}

impl Report {
    /// As the deposit was rolled, and at the end of every week.
    pub fn worths(&self) -> Vec<Worth> {
        let start = Worth {
            ts: self.first_sale_ts,
            vault: self.first_price,
            held: self.first_price,
        };
        let weeks = self.rounds.iter().map(|week| {
            let price = match self.sells_calls() {
                true => week.price,
                false => self.first_price,
            };
            Worth {
                ts: week.expiry_ts,
                vault: week.share_price / self.first_share_price * price,
                held: week.price,
            }
        });
        std::iter::once(start).chain(weeks).collect()
    }

    /// Whether the collateral is base.
    pub fn sells_calls(&self) -> bool {
        self.kind == Kind::Call.name()
    }
}

/// Puts the report together.
pub fn report(
    args: &Args,
    plan: &Plan,
    vault: &VaultParams,
    vol_floor: f64,
    outcome: Outcome,
) -> Report {
    let (first_price, final_price) = outcome.prices;
    let first = outcome.first_share_price;
    let last = outcome.rounds.last().map_or(first, |week| week.share_price);
    let (shares, price) = (last / first, final_price / first_price);
    let (vault_return, vault_return_base) = match args.kind {
        Kind::Call => (shares * price - 1.0, shares - 1.0),
        Kind::Put => (shares - 1.0, shares / price - 1.0),
    };
    let [base, quote] = outcome.tokens;
    let ends = plan.bars.first().zip(plan.bars.last());
    let (from_ts, to_ts) = ends.map_or((0, 0), |(first, last)| {
        (plan.closes_ts(first), plan.closes_ts(last))
    });
    Report {
        source: args.prices.display().to_string(),
        kind: args.kind.name(),
        bars: plan.bars.len(),
        bar_seconds: plan.secs,
        from_ts,
        first_sale_ts: plan.first_sale_ts,
        to_ts,
        gaps: plan.gaps.clone(),
        vol_premium: f64::from(args.vol_premium) / 1e4,
        vol_floor,
        insurance_share: f64::from(vault.insurance_share_bps) / 1e4,
        schedule: vault.schedule,
        sale: vault.sale,
        fees: vault.fees,
        deposited: outcome.deposited,
        withdrawn: outcome.withdrawn,
        first_price,
        final_price,
        first_share_price: first,
        final_share_price: last,
        totals: totals::of(&outcome.rounds, vol_floor),
        rounds: outcome.rounds,
        vault_return,
        hold_return: price - 1.0,
        vault_return_base,
        halts: outcome.halts,
        conservation: Conservation {
            exact: true,
            checks: outcome.checks,
            base,
            quote,
        },
    }
}
