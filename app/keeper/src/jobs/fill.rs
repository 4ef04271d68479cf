//! Hedge orders that the keeper fills with its own tokens: only at a price better than the oracle's by more than the fee.

use ballast_client::{
    ballast::state::Vault,
    instructions as ix,
    option_risk::{
        breaker::Limit,
        hedge::{self, Side},
        oracle::Use,
        units::Kind,
    },
    VaultKeys,
};

use super::{Job, Key, Task};
use crate::{terms::Terms, view::View};

/// One whole in basis points.
const BPS: u128 = 10_000;

/// A fill, if it pays.
pub fn plan(view: &View, terms: &Terms, keys: &VaultKeys, vault: &Vault) -> Option<Task> {
    let me = view.mirror.own().me()?;
    let side = vault.hedge.side().ok()?;
    if !is_fillable(view, vault, side) {
        return None;
    }
    let (market, now) = (view.market, view.now());
    let price = vault.hedge_price(market, now).ok()??;
    let fillable = vault.hedge_fillable(market, side, now).ok()?;
    let means = means(view, terms, side, price)?;
    let base = fillable.min(means).min(terms.max_base);
    let got = match side {
        Side::SellBase => Kind::Call,
        Side::BuyBase => Kind::Put,
    };
    let cost = terms.most_cost(market, view.rent_of_tokens(got));
    let edge = edge(view, side, base, price)? - i128::from(cost);
    let notional = market
        .scale()
        .quote_for_base_up(base, market.risk.price)
        .ok()?;
    let least = u128::from(notional) * u128::from(terms.config.hedge.min_edge_bps);
    let is_enough = base > 0 && edge > 0 && edge * BPS as i128 >= least as i128;
    if !is_enough {
        return None;
    }
    let key = Key::of(Job::Hedge, "fill", keys.vault);
    let (mint, program) = (
        view.keys().collateral_mint(got),
        view.keys().collateral_token_program(got),
    );
    let limit = limit(market.risk.price, side, terms);
    let instructions = vec![
        ix::create_token_account(&me, &me, &mint, &program),
        ix::fill_hedge(view.keys(), keys, &me, side, base, limit),
    ];
    let words = view.words();
    let reason = format!(
        "vault {} trades {} base at {}, the oracle says {} ({side:?})",
        keys.id,
        words.base(base),
        words.price(price),
        words.price(market.risk.price)
    );
    let task = Task::new(key, instructions, reason).urgent(1);
    Some(Task {
        edge: Some(edge),
        // Two fills must not spend the same tokens: one at a time.
        claims: vec![me],
        ..task
    })
}

/// Whether the program would let anybody fill the order now.
fn is_fillable(view: &View, vault: &Vault, side: Side) -> bool {
    let (market, now) = (view.market, view.now());
    let (order, params) = (&vault.hedge, &vault.params.hedge);
    // The program asks the breaker on record which way the price went.
    let direction = view.core.market.risk.breaker.direction();
    let Some(limit) = view.permits_for(hedge::action(side, direction), Use::Fill) else {
        return false;
    };
    params.enabled()
        && order.is_open(params, &market.risk.breaker, now)
        && (!order.is_free || limit == Limit::Free)
        && vault.require_live(now).is_ok()
        && now >= params.crossing_ends_ts(order.opened_ts)
}

/// Base atoms that the keeper can take, by its quote, or give.
fn means(view: &View, terms: &Terms, side: Side, price: u64) -> Option<u64> {
    let (keys, own) = (view.keys(), view.mirror.own());
    match side {
        Side::SellBase => {
            let quote = own
                .collateral(keys, Kind::Put)
                .saturating_sub(terms.keep_quote);
            view.market.scale().base_for_quote_down(quote, price).ok()
        }
        Side::BuyBase => {
            let base = own.collateral(keys, Kind::Call);
            Some(base.saturating_sub(terms.keep_base))
        }
    }
}

/// What is gained against the oracle's price, quote atoms.
fn edge(view: &View, side: Side, base: u64, price: u64) -> Option<i128> {
    let (market, scale) = (view.market, view.market.scale());
    let (paid, worth) = match side {
        Side::SellBase => (
            scale.quote_for_base_up(base, price).ok()?,
            scale.quote_for_base_down(base, market.risk.price).ok()?,
        ),
        Side::BuyBase => (
            scale.quote_for_base_up(base, market.risk.price).ok()?,
            scale.quote_for_base_down(base, price).ok()?,
        ),
    };
    Some(i128::from(worth) - i128::from(paid))
}

/// The worst price at which the least edge is left, feed units.
fn limit(oracle: u64, side: Side, terms: &Terms) -> u64 {
    let least = u128::from(terms.config.hedge.min_edge_bps);
    let oracle = u128::from(oracle);
    let limit = match side {
        Side::SellBase => oracle * BPS.saturating_sub(least) / BPS,
        Side::BuyBase => (oracle * (BPS + least)).div_ceil(BPS),
    };
    u64::try_from(limit).unwrap_or(u64::MAX)
}
