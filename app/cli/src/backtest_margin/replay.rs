//! One policy's run: the clock, the oracle, and everybody in their order.

use anyhow::{ensure, Context, Result};
use ballast_client::SeriesKeys;
use ballast_harness::{Actor, NativeChain};
use option_risk::units::Kind;

use super::{
    keeper::Keeper,
    outcome::{self, Flow, Outcome},
    policy::Policy,
    settlement,
    writers::{self, Writer},
};
use crate::{
    prices::Bars,
    tape::{
        beats::{prints, Beat},
        book::Bookkeeper,
        progress, setup, Tape,
    },
};

/// How long the first price is held before the file begins, seconds: a ring without a past reads as thin, and what that
/// throttles has to pass.
const LEAD_SECS: i64 = 7_200;
/// Seconds between two prints of it, and of those a settlement price is averaged over.
const DENSE_SECS: i64 = 60;
/// Seconds between prints otherwise, once the file is over: often enough that the ring is not thin.
const IDLE_SECS: i64 = 240;
/// How long before an expiry prints are dense.
const AVERAGING_SECS: i64 = 2_100;
/// The longest option there is, and a day.
const PATIENCE_SECS: i64 = 16 * 86_400;
/// Seconds between two audits of every account's books.
const AUDIT_SECS: i64 = 21_600;

/// What a run is about.
pub struct Terms {
    /// How margin is drawn.
    pub policy: Policy,
    /// How many write.
    pub writers: usize,
    /// In the insurance fund, per cent of what the writers' options can ever cost.
    pub insurance_pct: u32,
    /// No progress bar.
    pub quiet: bool,
    /// By writer, the least collateral posted.
    pub least_collateral: Vec<u64>,
}

/// A run.
pub struct Replay {
    /// The market and the present print.
    pub tape: Tape,
    /// Everybody who writes.
    pub writers: Vec<Writer>,
    /// Holds all options.
    pub holder: Actor,
    /// Takes shorts over.
    pub keeper: Actor,
    /// By writer, the least collateral posted.
    pub least_collateral: Vec<u64>,
    /// By writer, what it posted when it first wrote.
    pub posted: Vec<u64>,
    /// Times that somebody could not afford to write again.
    pub priced_out: u64,
    /// Series that are settled, redeemed and only kept for the last audit.
    pub retired: Vec<SeriesKeys>,
    /// Counters and sums.
    pub flow: Flow,
}

impl Replay {
    /// Reads a writer's account again.
    pub fn reread(&mut self, index: usize) -> Result<()> {
        let writer = &mut self.writers[index];
        let account = (self.tape.world).margin(&writer.actor.key(), writer.plan.kind);
        writer.account = account.context("no margin account")?;
        Ok(())
    }

    /// Reads every writer's account again.
    pub fn reread_all(&mut self) -> Result<()> {
        (0..self.writers.len()).try_for_each(|index| self.reread(index))
    }

    fn next_expiry(&self) -> Option<i64> {
        let series = self.tape.world.series.iter();
        series.map(|series| series.expiry_ts).min()
    }
}

/// Runs the file, then holds its last price until every option has been settled and redeemed.
pub fn run(bars: &Bars, terms: &Terms) -> Result<Outcome> {
    let mut replay = open(bars, terms)?;
    let mut crew = Crew::default();
    let progress = progress::bar(bars.bars.len(), terms.policy.name(), terms.quiet)?;
    while replay.tape.now() + DENSE_SECS < bars.starts() {
        let (ts, price) = (replay.tape.now() + DENSE_SECS, replay.tape.price);
        replay.tape.advance_to(ts, price);
        replay.tape.observe()?;
    }
    for bar in &bars.bars {
        for print in prints(bars, bar) {
            crew.beat(&mut replay, print, false)?;
        }
        progress.inc(1);
    }
    let deadline = replay.tape.now() + PATIENCE_SECS;
    while let Some(expiry_ts) = replay.next_expiry() {
        ensure!(replay.tape.now() < deadline, "an expiry was never settled");
        let to_dense = expiry_ts - AVERAGING_SECS - replay.tape.now();
        let step = match to_dense {
            secs if secs > 0 => secs.min(IDLE_SECS),
            _ => DENSE_SECS,
        };
        let print = Beat {
            ts: replay.tape.now() + step,
            price: replay.tape.price,
        };
        crew.beat(&mut replay, print, true)?;
    }
    progress.finish_and_clear();
    outcome::collect(replay)
}

fn open(bars: &Bars, terms: &Terms) -> Result<Replay> {
    let mut setup = setup::setup(bars, LEAD_SECS);
    terms.policy.apply(&mut setup.market);
    let mut tape = Tape::open(Box::new(NativeChain::start()), &setup)?;
    let plans = (0..terms.writers).map(writers::plan);
    let scale = tape.market.scale();
    let mut all = Vec::with_capacity(terms.writers);
    let mut coverage = [0u64; 2];
    for (plan, tenor_days) in plans {
        // A put's strike is at most the price.
        let means = scale.coverage_up(plan.kind, plan.contracts, setup.price)?;
        let sum = &mut coverage[plan.kind as usize];
        *sum = sum.checked_add(means).context("too much to write")?;
        let actor = match plan.kind {
            Kind::Call => tape.world.actor(means, 0)?,
            Kind::Put => tape.world.actor(0, means)?,
        };
        tape.world.open_margin(&actor, plan.kind, 0)?;
        let account = tape.world.margin(&actor.key(), plan.kind);
        all.push(Writer {
            actor,
            plan,
            tenor_days,
            account: account.context("no margin account")?,
            liquidated: false,
            spared: false,
        });
    }
    let keeper = tape.world.actor(coverage[0], coverage[1])?;
    let holder = tape.world.actor(0, 0)?;
    for kind in Kind::ALL {
        let means = tape.world.wallet(&keeper.key(), kind);
        tape.world.open_margin(&keeper, kind, means)?;
        tape.world.open_backstop(kind)?;
        insure(
            &mut tape,
            kind,
            coverage[kind as usize],
            terms.insurance_pct,
        )?;
    }
    Ok(Replay {
        writers: all,
        holder,
        keeper,
        least_collateral: terms.least_collateral.clone(),
        posted: Vec::new(),
        priced_out: 0,
        retired: Vec::new(),
        flow: Flow::open(&mut tape),
        tape,
    })
}

/// Puts a share of the coverage into the insurance fund.
fn insure(tape: &mut Tape, kind: Kind, coverage: u64, percent: u32) -> Result<()> {
    let amount = (u128::from(coverage) * u128::from(percent) / 100) as u64;
    if amount == 0 {
        return Ok(());
    }
    let friend = match kind {
        Kind::Call => tape.world.actor(amount, 0)?,
        Kind::Put => tape.world.actor(0, amount)?,
    };
    let funded = tape.world.fund_insurance(&friend, kind, amount);
    tape.must("insuring", funded)
}

/// Who acts at every print, and what they remember.
struct Crew {
    keeper: Keeper,
    bookkeeper: Bookkeeper,
    audited_ts: i64,
}

impl Default for Crew {
    fn default() -> Self {
        Self {
            keeper: Keeper::default(),
            bookkeeper: Bookkeeper::new(),
            audited_ts: i64::MIN,
        }
    }
}

impl Crew {
    fn beat(&mut self, replay: &mut Replay, print: Beat, closing: bool) -> Result<()> {
        replay.tape.advance_to(print.ts, print.price);
        self.keeper.act(replay)?;
        replay.tape.observe()?;
        let settled = settlement::settle_expired(replay)?;
        let wrote = !closing && writers::write(replay)?;
        if settled || wrote {
            self.keeper.recheck();
            self.bookkeeper.recheck();
        }
        self.bookkeeper.act(&mut replay.tape)?;
        replay.flow.look(&replay.tape)?;
        if settled || print.ts >= self.audited_ts.saturating_add(AUDIT_SECS) {
            self.audited_ts = print.ts;
            replay.tape.audit()?;
        }
        Ok(())
    }
}
