//! From mints to a vault in mid-round, before anybody else is let in.

use anyhow::{ensure, Result};
use ballast::state::Stage as Round;
use ballast_harness::{Setup, World};
use ballast_localnet::Node;
use indicatif::ProgressBar;
use option_risk::{
    calendar::next_expiry,
    units::{Kind, Scale},
};

use super::{
    cast::{Cast, BASE, DEPOSITS},
    prices::Prices,
    schedule,
    wall::Interruption,
};
use crate::tape::{
    self,
    crank::Crank,
    writing::{self, Written},
    Tape,
};

/// Of the mints and the feed, before there is a market that says so.
const SCALE: Scale = Scale {
    base_decimals: 9,
    quote_decimals: 6,
    price_exponent: -8,
};
/// Between two prints before the prices start.
const STEP_SECS: i64 = 120;
/// While the sale runs.
const SALE_STEP_SECS: i64 = 20;
/// A sale with visitors.
const VISITORS_SALE_SECS: u32 = 3_600;
/// The vault's options are bought so long into the sale: the price has come down a little.
const BUY_AFTER_SECS: u64 = 240;
/// Options of the last writer's that a keeper gets, to have something to redeem.
const KEEPERS_OPTIONS: u64 = 5 * BASE;
/// What a keeper's margin account carries takeovers with: whole base tokens, or quote of their worth.
const KEEPERS_MARGIN: u64 = 2_000;
/// What the insurance fund starts with.
const INSURANCE: u64 = 50;
/// Before the first price, some writers write for the day after.
const LATE_SECS: i64 = 600;

/// The market's parameters: localnet's, fitted to the prices, with daily rounds; with sales that people have time for, if
/// `visitors` are expected.
pub fn setup(prices: &Prices, first_ts: i64, visitors: bool) -> Setup {
    let opens_ts = schedule::opens(first_ts);
    let mut setup = tape::setup::at(prices.first(), opens_ts, prices.bar_secs());
    setup.vault.schedule.tenor_days = 1;
    setup.vault.schedule.phase_days = 0;
    setup.vault.schedule.retry_secs = 3_600;
    if visitors {
        setup.vault.sale.duration_secs = VISITORS_SALE_SECS;
    }
    setup
}

/// Mints, oracle and wallets alone.
pub fn bare(node: &Node, setup: &Setup, cast: &Cast) -> Result<World> {
    let mut world = World::unopened(Box::new(node.clone()), setup);
    cast.fund(&mut world, &SCALE, setup.price)?;
    Ok(world)
}

/// Everything up to the first price at `first_ts`; fails if it is interrupted.
pub fn open(
    node: &Node,
    setup: &Setup,
    cast: &Cast,
    first_ts: i64,
    progress: &ProgressBar,
    interruption: &Interruption,
) -> Result<Tape> {
    let mut tape = Tape::open(Box::new(node.clone()), setup)?;
    progress.set_length((first_ts - setup.start_ts).unsigned_abs());
    let scale = tape.market.scale();
    cast.fund(&mut tape.world, &scale, setup.price)?;
    finance(&mut tape, cast)?;
    let mut opening = Opening {
        tape,
        progress,
        interruption,
        price: setup.price,
    };
    opening.first_round(cast)?;
    let half = cast.writers.len() / 2;
    // Of either kind the first two, well covered, write for this round, the others for the day after.
    opening.write(cast, |index| index % half < half / 2)?;
    opening.hold_until(first_ts - LATE_SECS)?;
    opening.write(cast, |index| index % half >= half / 2)?;
    opening.give_options(cast)?;
    opening.hold_until(first_ts)?;
    opening.queue_next(cast)?;
    Ok(opening.tape)
}

/// Insurance and keepers.
fn finance(tape: &mut Tape, cast: &Cast) -> Result<()> {
    let (scale, price) = (tape.market.scale(), tape.price);
    for kind in Kind::ALL {
        let atoms = |whole: u64| match kind {
            Kind::Call => Ok(whole * BASE),
            Kind::Put => scale.quote_for_base_down(whole * BASE, price),
        };
        let opened = tape.world.open_backstop(kind);
        tape.must("opening the insurance fund's account", opened)?;
        let funder = &cast.keepers[0].actor;
        let funded = (tape.world).fund_insurance(funder, kind, atoms(INSURANCE)?);
        tape.must("funding the insurance", funded)?;
        for keeper in &cast.keepers {
            let opened = (tape.world).open_margin(&keeper.actor, kind, atoms(KEEPERS_MARGIN)?);
            tape.must("opening a keeper's margin account", opened)?;
        }
    }
    Ok(())
}

struct Opening<'a> {
    tape: Tape,
    progress: &'a ProgressBar,
    interruption: &'a Interruption,
    price: u64,
}

impl Opening<'_> {
    /// Deposits, roll, sale, purchase, end of the sale.
    fn first_round(&mut self, cast: &Cast) -> Result<()> {
        for (depositor, base) in cast.depositors.iter().zip(DEPOSITS) {
            let queued = (self.tape.world).queue_deposit(&depositor.actor, base * BASE);
            self.tape.must("queueing a deposit", queued)?;
        }
        let mut crank = Crank::new(&mut self.tape);
        let mut bought = false;
        while crank.vault.stage != Round::Live {
            self.step(SALE_STEP_SECS)?;
            crank.refresh(&mut self.tape);
            crank.step(&mut self.tape)?;
            let sale = crank.vault.sale;
            let elapsed = (crank.vault).sale_elapsed(&self.tape.market, self.tape.now());
            if crank.vault.stage == Round::Selling && !bought && elapsed >= BUY_AFTER_SECS {
                let buyer = &cast.buyer.actor;
                let purse = self.tape.world.wallet(&buyer.key(), Kind::Call);
                let Some(series) = crank.series(&self.tape) else {
                    continue;
                };
                let outcome = self.tape.world.buy(buyer, &series, sale.contracts, purse);
                self.tape.must("buying the vault's options", outcome)?;
                bought = true;
            }
            ensure!(
                crank.vault.stage != Round::Open || !bought,
                "the first sale sold nothing"
            );
        }
        // The first depositor has claimed; the others' receipts wait for them.
        let claimed = (self.tape.world).claim_shares(&cast.depositors[0].actor, 0);
        self.tape.must("claiming shares", claimed)
    }

    /// Lets some writers write for the next expiry that is at least a day ahead.
    fn write(&mut self, cast: &Cast, which: impl Fn(usize) -> bool) -> Result<()> {
        let expiry_ts = next_expiry(self.tape.now(), 1)?;
        for (index, writer) in cast.writers.iter().enumerate() {
            if !which(index) {
                continue;
            }
            let actor = &writer.resident.actor;
            let buyer = &cast.buyer.actor;
            let written = writing::write(&mut self.tape, actor, &writer.plan, buyer, expiry_ts)?;
            let name = &writer.resident.name;
            ensure!(
                matches!(written, Written::Done(_)),
                "{name} did not write: {written:?}"
            );
        }
        Ok(())
    }

    /// Some of the options written last, from the buyer to a keeper.
    fn give_options(&mut self, cast: &Cast) -> Result<()> {
        let (buyer, keeper) = (&cast.buyer.actor, &cast.keepers[0].actor);
        let Some(series) = self.tape.world.series.last().copied() else {
            return Ok(());
        };
        let contracts = KEEPERS_OPTIONS.min(self.tape.world.options(&buyer.key(), &series));
        let given = (self.tape.world).transfer_options(buyer, keeper, &series, contracts);
        self.tape.must("giving a keeper options", given)
    }

    /// A deposit and a withdrawal wait for the next roll.
    fn queue_next(&mut self, cast: &Cast) -> Result<()> {
        let owner = &cast.depositors[0].actor;
        let deposited = self
            .tape
            .world
            .queue_deposit(&cast.depositors[1].actor, 5 * BASE);
        self.tape.must("queueing a deposit", deposited)?;
        let shares = self.tape.world.shares(&owner.key()) / 100;
        let queued = self.tape.world.queue_withdrawal(owner, shares);
        self.tape.must("queueing a withdrawal", queued)
    }

    fn hold_until(&mut self, ts: i64) -> Result<()> {
        while self.tape.now() < ts {
            let step = STEP_SECS.min(ts - self.tape.now());
            self.step(step)?;
        }
        Ok(())
    }

    fn step(&mut self, secs: i64) -> Result<()> {
        ensure!(
            !self.interruption.is_told(),
            "stopped before the market was open; nothing of it is kept"
        );
        let ts = self.tape.now() + secs;
        self.tape.advance_to(ts, self.price);
        self.tape.observe()?;
        self.progress.inc(secs.unsigned_abs());
        Ok(())
    }
}
