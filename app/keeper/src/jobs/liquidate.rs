//! Unhealthy accounts: the least healthy first, as far as this window's throughput and the keeper's own account go.
//!
//! Several may be planned at a moment: each on the market and the own account as the ones before leave them.

use anchor_lang::prelude::Pubkey;
use ballast_client::{
    ballast::{
        clearing::require_not_backstop,
        state::{MarginAccount, Market},
    },
    option_risk::{
        breaker::{Action, Limit},
        liquidation::Means,
        units::Kind,
    },
};

use super::{
    backstop,
    takeover::{Offer, Scene},
    Job, Key, Task,
};
use crate::{revalue::Under, terms::Terms, view::View};

/// An account that nothing is gained by liquidating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unprofitable {
    /// Its address.
    pub address: Pubkey,
    /// What the best offer would leave, quote atoms; none where the keeper has no means for it.
    pub edge: Option<i128>,
}

/// What is found.
#[derive(Default)]
pub struct Found {
    /// Liquidations and takeovers by the insurance fund.
    pub tasks: Vec<Task>,
    /// Accounts that are left alone.
    pub unprofitable: Vec<Unprofitable>,
}

/// Accounts looked at in vain at one moment. They are left out of the next ones for a while, so that nobody hides behind
/// many that are not worth it.
pub const MOST_IN_VAIN: usize = 256;

/// The liquidations that are allowed and worth it, and what goes to the insurance fund.
pub fn plan(view: &View, terms: &Terms) -> Found {
    let mut found = Found {
        tasks: backstop::plan(view, terms),
        ..Found::default()
    };
    let Some(limit) = view.permits(Action::Liquidate) else {
        return found;
    };
    let mut ledger = Ledger::of(view, limit);
    let under = view.accounts.under();
    let planned: Vec<Pubkey> = found.tasks.iter().map(|task| task.key.about).collect();
    // Nothing is paid for what the insurance fund takes: it takes no paid work's place.
    let most = planned.len() + terms.config.send.concurrency;
    for under in under.iter().filter(|it| !planned.contains(&it.address)) {
        let is_full = found.tasks.len() >= most || found.unprofitable.len() >= MOST_IN_VAIN;
        if is_full || ledger.is_spent(view.now()) {
            break;
        }
        let Some(account) = target(view, under) else {
            continue;
        };
        match ledger.offer(view, terms, account) {
            Some(offer) if offer.gain.is_enough(terms) => {
                found
                    .tasks
                    .extend(ledger.take(view, terms, under, account, offer));
            }
            offer => found.unprofitable.push(Unprofitable {
                address: under.address,
                edge: offer.map(|offer| offer.gain.edge()),
            }),
        }
    }
    found
}

/// The account, unless it is the keeper's own, the insurance fund's, or somebody is at it.
fn target<'a>(view: &View<'a>, under: &Under) -> Option<&'a MarginAccount> {
    let account = view.margin(&under.address)?;
    let is_own = view.mirror.own().me() == Some(account.owner);
    let is_free = ["takeover", "burn"]
        .iter()
        .all(|what| view.is_free(&Key::of(Job::Liquidate, what, under.address)));
    let is_target = !is_own && is_free && require_not_backstop(view.market, account).is_ok();
    is_target.then_some(account)
}

/// The market and the keeper's own accounts as what is planned leaves them.
struct Ledger {
    market: Box<Market>,
    limit: Limit,
    own: [Option<MarginAccount>; 2],
    /// Series whose options are spent.
    burned: Vec<Pubkey>,
}

impl Ledger {
    fn of(view: &View, limit: Limit) -> Self {
        let own = |kind| {
            let me = view.mirror.own().me()?;
            view.margin(&view.keys().margin_account(&me, kind)).cloned()
        };
        Self {
            market: Box::new(*view.market),
            limit,
            own: Kind::ALL.map(own),
            burned: Vec::new(),
        }
    }

    /// Whether this window's throughput is used up.
    fn is_spent(&self, now: i64) -> bool {
        let Ok(cap) = self.market.liquidation_throughput() else {
            return true;
        };
        let (flow, params) = (
            &self.market.liquidation_flow,
            &self.market.params.liquidation,
        );
        let left = flow.available(now, cap, params.window_secs, self.limit);
        left.unwrap_or(0) == 0
    }

    fn scene<'a>(&'a self, view: &'a View<'a>, terms: &'a Terms, kind: Kind) -> Scene<'a> {
        Scene {
            view,
            terms,
            market: &self.market,
            own: self.own[kind as usize].as_ref(),
            burned: &self.burned,
        }
    }

    fn offer(&self, view: &View, terms: &Terms, account: &MarginAccount) -> Option<Offer> {
        let kind = account.kind().ok()?;
        self.scene(view, terms, kind).best(account)
    }

    /// Books an offer and makes a task of it.
    fn take(
        &mut self,
        view: &View,
        terms: &Terms,
        under: &Under,
        account: &MarginAccount,
        offer: Offer,
    ) -> Option<Task> {
        let (me, now) = (view.mirror.own().me()?, view.now());
        let kind = offer.series.kind;
        let scene = self.scene(view, terms, kind);
        let instructions = offer.instructions(&scene, account, &me);
        let cap = self.market.liquidation_throughput().ok()?;
        let window = self.market.params.liquidation.window_secs;
        let contracts = offer.found.plan.contracts;
        let flow = &mut self.market.liquidation_flow;
        flow.spend(now, cap, window, self.limit, contracts).ok()?;
        let (what, claimed) = match offer.means {
            Means::Takeover => ("takeover", view.keys().margin_account(&me, kind)),
            Means::Burn => {
                self.burned.push(offer.series.series);
                ("burn", offer.series.option_account(&me))
            }
        };
        if offer.own_after.is_some() {
            self.own[kind as usize] = offer.own_after;
        }
        let (plan, words) = (&offer.found.plan, view.words());
        let reason = format!(
            "{} at health {} bps: {} contracts of strike {} for {} at a mark of {}, bonus {} bps",
            account.owner,
            plan.health_before_bps,
            words.base(contracts),
            words.price(offer.series.strike),
            words.collateral(kind, offer.found.received),
            words.collateral(kind, plan.mark),
            offer.found.bonus_bps
        );
        let key = Key::of(Job::Liquidate, what, under.address);
        let urgency = i64::try_from(under.health_bps()).unwrap_or(i64::MAX);
        let task = Task::new(key, instructions, reason).urgent(urgency);
        Some(Task {
            edge: Some(offer.gain.edge()),
            claims: vec![claimed],
            ..task
        })
    }
}
