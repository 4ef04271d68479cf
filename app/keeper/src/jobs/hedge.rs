//! Vaults' orders: crossed where two want opposite sides, opened where a delta or a gamma has left its band, filled
//! where that pays, closed once they are over.

use ballast_client::{
    ballast::state::{Stage, Vault},
    instructions as ix,
    option_risk::{
        breaker::{Action, Limit},
        hedge::{self, Order, Side},
        oracle::Use,
    },
    VaultKeys,
};

use super::{fill, Job, Key, Task};
use crate::{terms::Terms, view::View};

/// Every order to cross, fill, open or close.
pub fn plan(view: &View, terms: &Terms) -> Vec<Task> {
    let mut tasks = crossings(view);
    let vaults = view.vaults();
    if terms.config.hedge.fill {
        // Each is reckoned on all that the keeper has: the best of them alone.
        let fills = vaults
            .iter()
            .filter_map(|(keys, vault)| fill::plan(view, terms, keys, vault));
        tasks.extend(fills.max_by_key(|task| task.edge));
    }
    for (keys, vault) in vaults {
        tasks.extend(open_hedge(view, keys, vault));
        tasks.extend(open_buyback(view, keys, vault));
        tasks.extend(close(view, keys, vault));
    }
    tasks
}

/// Whether the vault's options run.
fn is_live(view: &View, vault: &Vault) -> bool {
    vault.stage == Stage::Live && view.now() < vault.sale.expiry_ts
}

fn wanted(view: &View, vault: &Vault) -> Option<Order> {
    let hedges = is_live(view, vault) && vault.params.hedge.enabled();
    let order = hedges.then(|| vault.hedge_wanted(view.market, view.now()));
    order?.ok()?
}

/// Pairs of vaults that want opposite sides, the largest trade first; each vault once.
fn crossings(view: &View) -> Vec<Task> {
    let permitted = view.permits_for(Action::HedgeAgainstMove, Use::Fill);
    if permitted.is_none() {
        return Vec::new();
    }
    let of_side = |side| {
        let mut wanting: Vec<(&VaultKeys, Order)> = (view.vaults().into_iter())
            .filter_map(|(keys, vault)| Some((keys, wanted(view, vault)?)))
            .filter(|(_, order)| order.side == side)
            .collect();
        wanting.sort_by_key(|(_, order)| std::cmp::Reverse(order.base_atoms));
        wanting
    };
    let (sellers, buyers) = (of_side(Side::SellBase), of_side(Side::BuyBase));
    let pairs = sellers.into_iter().zip(buyers);
    pairs
        .map(|((seller, sale), (buyer, purchase))| {
            let base = sale.base_atoms.min(purchase.base_atoms);
            let cross = vec![ix::cross_hedges(view.keys(), seller, buyer)];
            let (seller_id, buyer_id, base) = (seller.id, buyer.id, view.words().base(base));
            let reason = format!("vault {seller_id} sells and vault {buyer_id} buys {base} base");
            let key = Key::of(Job::Hedge, "cross", seller.vault).within(buyer.vault);
            let task = Task::new(key, cross, reason).urgent(0);
            task.claiming([buyer.vault])
        })
        .filter(|task| view.is_free(&task.key))
        .collect()
}

fn open_hedge(view: &View, keys: &VaultKeys, vault: &Vault) -> Option<Task> {
    let (market, now) = (view.market, view.now());
    let breaker = &market.risk.breaker;
    if vault.hedge.is_open(&vault.params.hedge, breaker, now) {
        return None;
    }
    let order = wanted(view, vault)?;
    // The program asks for both, whatever the side.
    view.permits(Action::HedgeAgainstMove)?;
    let action = hedge::action(order.side, breaker.direction());
    let limit = view.permits(action)?;
    let base = available(view, limit)?.min(order.base_atoms);
    if base < vault.params.hedge.min_order_base.max(1) {
        return None;
    }
    let open = vec![ix::open_hedge(view.keys(), keys)];
    let (id, base, side) = (keys.id, view.words().base(base), order.side);
    let reason = format!("vault {id} is to trade {base} base ({side:?})");
    let key = Key::of(Job::Hedge, "open_hedge", keys.vault);
    Some(Task::new(key, open, reason).urgent(2))
}

/// Base atoms that an order may have now: no more than the window's budget, and what is left of it.
fn available(view: &View, limit: Limit) -> Option<u64> {
    let (market, now) = (view.market, view.now());
    let budget = market.hedge_budget(limit).ok()?;
    let window = market.params.hedge_window_secs;
    let left = market.hedge_flow.available(now, budget, window, limit);
    Some(left.ok()?.min(budget))
}

fn open_buyback(view: &View, keys: &VaultKeys, vault: &Vault) -> Option<Task> {
    let (market, now, params) = (view.market, view.now(), &vault.params.buyback);
    let breaker = &market.risk.breaker;
    let is_possible = is_live(view, vault)
        && params.enabled()
        && !vault.buyback.is_open(params, breaker, now)
        && vault.buyback_budget().ok()? > 0;
    if !is_possible {
        return None;
    }
    view.permits(Action::BuyBack)?;
    let contracts = vault.buyback_wanted(market, now).ok()??;
    let open = vec![ix::open_buyback(view.keys(), keys)];
    let (id, contracts) = (keys.id, view.words().base(contracts));
    let reason = format!("the gamma of vault {id} asks for {contracts} contracts back");
    let key = Key::of(Job::Hedge, "open_buyback", keys.vault);
    Some(Task::new(key, open, reason).urgent(3))
}

/// Orders that are over, unless a new one takes their place.
fn close(view: &View, keys: &VaultKeys, vault: &Vault) -> Option<Task> {
    let (now, params) = (view.now(), &vault.params);
    // As the program sees it: it takes no print in here.
    let breaker = &view.core.market.risk.breaker;
    let hedge = &vault.hedge;
    let is_hedge_over = hedge.base_atoms > 0 && !hedge.is_open(&params.hedge, breaker, now);
    let buyback = &vault.buyback;
    let is_buyback_over = buyback.contracts > 0 && !buyback.is_open(&params.buyback, breaker, now);
    if !is_hedge_over && !is_buyback_over {
        return None;
    }
    let close = vec![ix::close_orders(view.keys(), keys)];
    let reason = format!("an order of vault {} is over", keys.id);
    let key = Key::of(Job::Hedge, "close", keys.vault);
    Some(Task::new(key, close, reason).urgent(4))
}
