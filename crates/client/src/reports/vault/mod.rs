//! A vault at one moment.

mod fills;
mod history;
mod orders;
mod payoff;
mod receipts;
mod round;

use anchor_lang::prelude::Pubkey;
use ballast::{
    constants::SHARE_EXTRA_DECIMALS,
    errors::BallastError,
    state::{Amounts, Market, Series, Stage, Vault},
};
use option_math::I64F64;
use option_risk::units::Kind;
use serde::Serialize;

pub use fills::{buyback_fill, hedge_fill, BuybackFill, HedgeFill};
pub use history::{record, RoundOptions, RoundRecord};
pub use orders::{Buyback, Hedge, OrderState};
pub use payoff::{break_even, payoff_of, Payoff, Point};
pub use receipts::{deposit, withdrawal, Deposit, Withdrawal};
pub use round::{quote, sale_curve, Asked, Quote, Running, SalePoint};

use crate::{
    errors::refusal,
    views::{self, BookGreeks, Due},
};

/// A vault. Amounts are atoms, prices feed units, where nothing else is said.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct VaultReport {
    pub vault: String,
    pub id: u16,
    #[cfg_attr(feature = "web", tsify(type = "\"call\" | \"put\""))]
    pub kind: &'static str,
    /// By the cluster's clock.
    pub now_ts: i64,
    /// The market's last print.
    pub price: u64,
    pub price_age_seconds: i64,
    /// The breaker's stage.
    pub market_stage: &'static str,
    #[cfg_attr(
        feature = "web",
        tsify(type = "\"open\" | \"selling\" | \"live\" | \"settled\"")
    )]
    pub stage: &'static str,
    pub next: Next,
    pub assets: Tokens,
    /// All assets in collateral; options that are sold are not taken off.
    pub worth: u64,
    pub share_supply: u64,
    pub share_decimals: u8,
    /// Collateral tokens a share.
    pub share_price: f64,
    /// Collateral since creation: earned, paid to holders, charged as fees.
    pub premium_total: u64,
    pub payoff_total: u64,
    pub fee_total: u64,
    pub queue: Queue,
    pub round: Option<Running>,
    pub payoff: Option<Payoff>,
    pub greeks: Option<Greeks>,
    pub hedge: Hedge,
    pub buyback: Buyback,
}

/// The vault's next step.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Next {
    /// The instruction, or `wait`.
    #[cfg_attr(
        feature = "web",
        tsify(
            type = "\"roll_round\" | \"start_sale\" | \"end_sale\" | \"settle_series\" | \"settle_vault\" | \"wait\""
        )
    )]
    pub step: &'static str,
    /// In words.
    pub what: &'static str,
    /// When it is due, if it is not yet and time is all it takes.
    pub from_ts: Option<i64>,
}

/// Atoms of both tokens.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Tokens {
    pub base: u64,
    pub quote: u64,
}

/// What waits for the next roll, and what waits to be claimed.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Queue {
    /// The round whose queue is filling.
    pub round: u64,
    pub deposits: u64,
    /// Share atoms.
    pub withdrawals: u64,
    pub claimable: Tokens,
    /// Share atoms.
    pub fee_shares: u64,
    pub fee_recipient: String,
}

/// Of the vault, its short options included; in base tokens.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "web",
    derive(tsify::Tsify),
    tsify(large_number_types_as_bigints)
)]
pub struct Greeks {
    pub delta: f64,
    pub gamma_per_pct: f64,
    pub vega_per_point: f64,
    pub theta_per_day: f64,
}

/// Looks at a vault at the market's last print. `series` is that of its round, where there is one; `share_supply` the
/// supply of its share mint.
pub fn vault(
    address: &Pubkey,
    market: &Market,
    vault: &Vault,
    series: Option<&Series>,
    share_supply: u64,
    now: i64,
) -> Result<VaultReport, BallastError> {
    let book = &vault.book;
    let kind = vault.kind().map_err(refusal)?;
    let seen = views::vault(market, vault, share_supply, now).map_err(refusal)?;
    let due = views::due(market, vault, series, now).map_err(refusal)?;
    let breaker = &market.params.breaker;
    let decimals = match kind {
        Kind::Call => market.base_decimals,
        Kind::Put => market.quote_decimals,
    };
    Ok(VaultReport {
        vault: address.to_string(),
        id: vault.id,
        kind: kind.name(),
        now_ts: now,
        price: market.risk.price,
        price_age_seconds: now.saturating_sub(market.risk.publish_ts),
        market_stage: market.risk.breaker.stage_at(breaker, now).name(),
        stage: name(vault.stage),
        next: Next::of(due, vault),
        assets: Tokens::of(&book.assets),
        worth: seen.worth,
        share_supply,
        share_decimals: decimals + SHARE_EXTRA_DECIMALS,
        share_price: whole_share(seen.share_price),
        premium_total: book.premium_total,
        payoff_total: book.payoff_total,
        fee_total: book.fee_total,
        queue: Queue {
            round: book.round,
            deposits: book.pending_deposits,
            withdrawals: book.pending_withdrawals,
            claimable: Tokens::of(&book.claimable),
            fee_shares: book.fee_shares,
            fee_recipient: vault.fee_recipient.to_string(),
        },
        round: round::running(market, vault, seen.ask.as_ref())?,
        payoff: payoff::payoff(market, vault)?,
        greeks: (seen.greeks).map(|greeks| Greeks::of(market, &greeks)),
        hedge: orders::hedge(market, vault, seen.hedge, now)?,
        buyback: orders::buyback(market, vault, seen.buyback, now)?,
    })
}

fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Open => "open",
        Stage::Selling => "selling",
        Stage::Live => "live",
        Stage::Settled => "settled",
    }
}

/// Collateral tokens a whole share, from atoms an atom.
pub fn whole_share(atoms: I64F64) -> f64 {
    atoms.to_num::<f64>() * 10f64.powi(SHARE_EXTRA_DECIMALS.into())
}

impl Next {
    /// What is due.
    pub fn of(due: Due, vault: &Vault) -> Self {
        let (step, from_ts) = match due {
            Due::Roll => ("roll_round", None),
            Due::StartSale => ("start_sale", None),
            Due::EndSale => ("end_sale", None),
            Due::SettleSeries => ("settle_series", None),
            Due::SettleVault => ("settle_vault", None),
            Due::Wait(from_ts) => ("wait", from_ts),
        };
        let what = match (due, vault.stage) {
            (Due::Roll, _) => "the queues are due to be rolled",
            (Due::StartSale, _) => "a sale may start",
            (Due::EndSale, _) => "the sale is over and due to be ended",
            (Due::SettleSeries, _) => "the options have expired and are due to be settled",
            (Due::SettleVault, _) => "the payoff is due to be paid",
            (Due::Wait(None), _) if vault.params.is_winding_down() => "the vault is wound down",
            (Due::Wait(None), _) => "the vault waits for deposits",
            (Due::Wait(_), Stage::Selling) => "the sale ends",
            (Due::Wait(_), Stage::Live) => "the options expire",
            (Due::Wait(_), _) => "the next sale opens",
        };
        Self {
            step,
            what,
            from_ts,
        }
    }
}

impl Tokens {
    /// The program's amounts as data.
    pub fn of(amounts: &Amounts) -> Self {
        let Amounts { base, quote } = *amounts;
        Self { base, quote }
    }

    /// As the program has them.
    pub fn amounts(&self) -> Amounts {
        let Self { base, quote } = *self;
        Amounts { base, quote }
    }
}

impl Greeks {
    fn of(market: &Market, greeks: &BookGreeks) -> Self {
        let one = market.scale().one_contract() as f64;
        let base = |atoms: I64F64| atoms.to_num::<f64>() / one;
        Self {
            delta: base(greeks.net_delta),
            gamma_per_pct: base(greeks.gamma_per_pct),
            vega_per_point: base(greeks.vega_per_point),
            theta_per_day: base(greeks.theta_per_day),
        }
    }
}
