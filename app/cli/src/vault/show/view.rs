//! What a vault's accounts say, by the program's own functions.

use anchor_lang::prelude::Pubkey;
use anyhow::Result;
use ballast_client::{
    ballast::{
        constants::SHARE_EXTRA_DECIMALS,
        state::{Amounts, Stage, Vault},
    },
    views::{self, BookGreeks},
    VaultKeys,
};
use option_math::I64F64;
use option_risk::units::Kind;
use serde::Serialize;

use super::{
    history::{self, Record},
    orders::{self, Buyback, Hedge},
    payoff::{self, Payoff},
    round::{self, Running},
    wallet::{self, Holding},
};
use crate::{
    amount,
    rpc::{told, Desk},
    vault::roll::Next,
};

/// A vault at one moment. Amounts are atoms, prices feed units, where nothing else is said.
#[derive(Serialize)]
pub struct View {
    pub vault: String,
    pub id: u16,
    pub kind: &'static str,
    /// By the cluster's clock.
    pub now_ts: i64,
    /// The market's last print.
    pub price: u64,
    pub price_age_seconds: i64,
    /// The breaker's stage.
    pub market_stage: &'static str,
    pub stage: &'static str,
    pub next: Next,
    pub assets: Tokens,
    /// All assets in collateral; options that are sold are not taken off.
    pub worth: u64,
    pub share_supply: u64,
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
    pub history: Vec<Record>,
    pub wallet: Option<Holding>,
    #[serde(skip)]
    pub side: Kind,
}

/// Atoms of both tokens.
#[derive(Serialize)]
pub struct Tokens {
    pub base: u64,
    pub quote: u64,
}

/// What waits for the next roll, and what waits to be claimed.
#[derive(Serialize)]
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
#[derive(Serialize)]
pub struct Greeks {
    pub delta: f64,
    pub gamma_per_pct: f64,
    pub vega_per_point: f64,
    pub theta_per_day: f64,
}

/// Looks at a vault at the market's last print, and at what `owner` has in it.
pub fn view(desk: &Desk, keys: &VaultKeys, vault: &Vault, owner: Option<&Pubkey>) -> Result<View> {
    let (market, now, book) = (&*desk.market, desk.now, &vault.book);
    let series = desk.round_series(vault)?;
    let share_supply = desk.node.supply(&keys.share_mint)?;
    let seen = told(views::vault(market, vault, share_supply, now))?;
    let due = told(views::due(market, vault, series.as_ref(), now))?;
    let breaker = &market.params.breaker;
    Ok(View {
        vault: keys.vault.to_string(),
        id: keys.id,
        kind: amount::kind(keys.kind),
        now_ts: now,
        price: market.risk.price,
        price_age_seconds: now.saturating_sub(market.risk.publish_ts),
        market_stage: market.risk.breaker.stage_at(breaker, now).name(),
        stage: name(vault.stage),
        next: Next::of(due, vault),
        assets: Tokens::of(&book.assets),
        worth: seen.worth,
        share_supply,
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
        round: round::running(desk, keys, vault, seen.ask.as_ref())?,
        payoff: payoff::payoff(market, keys.kind, vault)?,
        greeks: seen.greeks.map(|greeks| Greeks::of(desk, &greeks)),
        hedge: orders::hedge(desk, vault, seen.hedge)?,
        buyback: orders::buyback(desk, vault, seen.buyback)?,
        history: history::history(desk, keys)?,
        wallet: owner
            .map(|owner| wallet::holding(desk, keys, vault, owner, seen.worth, share_supply))
            .transpose()?,
        side: keys.kind,
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

impl Tokens {
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
    fn of(desk: &Desk, greeks: &BookGreeks) -> Self {
        let one = desk.one_contract() as f64;
        let base = |atoms: I64F64| atoms.to_num::<f64>() / one;
        Self {
            delta: base(greeks.net_delta),
            gamma_per_pct: base(greeks.gamma_per_pct),
            vega_per_point: base(greeks.vega_per_point),
            theta_per_day: base(greeks.theta_per_day),
        }
    }
}
