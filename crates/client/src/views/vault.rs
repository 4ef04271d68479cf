//! A vault: what it is worth, what is due, what its options do to it.

use anchor_lang::Result;
use ballast::{
    errors::{risk, BallastError},
    state::{Amounts, Ask, Market, Round, Series, Stage, Vault},
};
use option_math::I64F64;
use option_risk::{
    hedge::Order,
    shares,
    units::{Kind, Scale},
};

/// The step of a vault's round that anyone may take now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// `roll_round`: the queues are to be settled.
    Roll,
    /// `start_sale`: a round may begin.
    StartSale,
    /// `end_sale`: the sale is over.
    EndSale,
    /// `settle_series`, then `settle_vault`: the options have expired.
    SettleSeries,
    /// `settle_vault`: the settlement price is fixed.
    SettleVault,
    /// Nothing before this time, or before somebody deposits if it is `None`.
    Wait(Option<i64>),
}

/// The step due now. `series` is that of the round, where there is one; whether the breaker lets a sale start is not
/// asked.
pub fn due(market: &Market, vault: &Vault, series: Option<&Series>, now: i64) -> Result<Due> {
    let (book, sale) = (&vault.book, &vault.sale);
    Ok(match vault.stage {
        Stage::Settled => Due::Roll,
        Stage::Open if book.pending_deposits > 0 || book.pending_withdrawals > 0 => Due::Roll,
        Stage::Open if vault.params.is_winding_down() || vault.collateral() == 0 => Due::Wait(None),
        Stage::Open => match vault.sale_opens_ts(now)? {
            opens_ts if opens_ts <= now => Due::StartSale,
            opens_ts => Due::Wait(Some(opens_ts)),
        },
        Stage::Selling if vault.is_sale_over(market, now) => Due::EndSale,
        Stage::Selling => {
            let elapsed = vault.sale_elapsed(market, now);
            let left = u64::from(vault.params.sale.duration_secs).saturating_sub(elapsed);
            Due::Wait(Some(now.saturating_add_unsigned(left + 1)))
        }
        Stage::Live if series.is_some_and(|series| series.settled) => Due::SettleVault,
        Stage::Live if now >= sale.expiry_ts => Due::SettleSeries,
        Stage::Live => Due::Wait(Some(sale.expiry_ts)),
    })
}

/// What a vault's options, all of them together, do to it: its short position's Greeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookGreeks {
    /// Base atoms the vault moves with: what it holds and what its options add or take.
    pub net_delta: I64F64,
    /// Change of that per 1% move of the price, base atoms; not positive.
    pub gamma_per_pct: I64F64,
    /// Base atoms per volatility point; not positive.
    pub vega_per_point: I64F64,
    /// Base atoms per day; not negative.
    pub theta_per_day: I64F64,
}

/// A vault at the market's last price.
#[derive(Clone, Copy, Debug)]
pub struct VaultView {
    /// Collateral atoms that all assets are worth, rounded down; options that are sold are not taken off.
    pub worth: u64,
    /// Collateral atoms per share atom.
    pub share_price: I64F64,
    /// Of the options sold, if any are.
    pub greeks: Option<BookGreeks>,
    /// What a running sale asks.
    pub ask: Option<Ask>,
    /// The trade that would steer it back to its target delta, before any budget.
    pub hedge: Option<Order>,
    /// Contracts to buy back for its gamma to be within the limit.
    pub buyback: Option<u64>,
}

/// Looks at a vault at `now`; `share_supply` is the supply of its share mint.
pub fn vault(market: &Market, vault: &Vault, share_supply: u64, now: i64) -> Result<VaultView> {
    let (kind, price, scale) = (vault.kind()?, market.risk.price.max(1), market.scale());
    let worth = worth(&vault.book.assets, kind, price, &scale)?;
    let sold = vault.sale.sold > 0 && now < vault.sale.expiry_ts;
    let live = sold && vault.stage == Stage::Live;
    Ok(VaultView {
        worth,
        share_price: shares::share_price(worth, share_supply).map_err(risk)?,
        greeks: sold.then(|| greeks(market, vault, now)).transpose()?,
        ask: match vault.stage {
            Stage::Selling => vault.ask(market, now)?,
            _ => None,
        },
        hedge: match live && vault.params.hedge.enabled() {
            true => vault.hedge_wanted(market, now)?,
            false => None,
        },
        buyback: match live && vault.params.buyback.enabled() {
            true => vault.buyback_wanted(market, now)?,
            false => None,
        },
    })
}

fn greeks(market: &Market, vault: &Vault, now: i64) -> Result<BookGreeks> {
    let one = vault.sensitivity(market, now)?;
    let number = |atoms: u64| I64F64::checked_from_num(atoms).ok_or(BallastError::Overflow);
    let contracts = number(vault.sale.sold)?;
    let short = |greek: I64F64| contracts.checked_mul(-greek).ok_or(BallastError::Overflow);
    Ok(BookGreeks {
        net_delta: number(vault.book.assets.base)?
            .checked_add(short(one.delta)?)
            .ok_or(BallastError::Overflow)?,
        gamma_per_pct: short(one.gamma_per_pct)?,
        vega_per_point: short(one.vega_per_point)?,
        theta_per_day: short(one.theta_per_day)?,
    })
}

/// Collateral atoms per share atom after a round was rolled, at the price of then.
pub fn share_price(market: &Market, kind: Kind, record: &Round) -> Result<I64F64> {
    let worth = worth(&record.assets, kind, record.price.max(1), &market.scale())?;
    shares::share_price(worth, record.share_supply).map_err(risk)
}

/// Tokens a vault owes: to shareholders, to the queue and to claimants.
pub fn vault_owes(vault: &Vault) -> Result<Amounts> {
    let book = &vault.book;
    let queued = Amounts::of(vault.kind()?, book.pending_deposits);
    let sum = |a: u64, b: u64, c: u64| a.saturating_add(b).saturating_add(c);
    Ok(Amounts {
        base: sum(book.assets.base, book.claimable.base, queued.base),
        quote: sum(book.assets.quote, book.claimable.quote, queued.quote),
    })
}

fn worth(held: &Amounts, kind: Kind, price: u64, scale: &Scale) -> Result<u64> {
    held.assets().worth_down(kind, price, scale).map_err(risk)
}
