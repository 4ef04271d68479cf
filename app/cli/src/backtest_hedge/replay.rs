//! One run: the calls are sold, then the bots hedge them through the file.

use anyhow::{Context, Result};
use ballast_client::views;
use ballast_harness::Actor;
use option_risk::book;

use super::{
    log::{Log, Miss, Sample, Trade},
    opening::{self, Stage},
    terms::{Mode, BASE, BEAT_SECS},
};
use crate::{
    format::decimal,
    prices::Bars,
    tape::{
        beats::prints,
        book::Bookkeeper,
        hedging, progress,
        tokens::{self, Tokens},
        Verdict,
    },
};

/// One whole quote token in atoms.
const QUOTE: f64 = 1e6;
/// Seconds between prints of the lead-in.
const DENSE_SECS: i64 = 60;
/// Over which the move before a trade is measured, seconds.
const MOVE_SECS: i64 = 900;

/// A finished run.
pub struct Outcome {
    /// What happened.
    pub log: Log,
    /// Strike of the calls.
    pub strike: f64,
    /// Their expiry.
    pub expiry_ts: i64,
    /// Sold, whole contracts.
    pub sold: f64,
    /// Earned, whole base tokens.
    pub premium: f64,
    /// Halts, and seconds in them.
    pub halts: (u64, u64),
    /// Base and quote at the end.
    pub tokens: [Tokens; 2],
}

/// Replays the file.
pub fn run(bars: &Bars, mode: Mode, quiet: bool) -> Result<Outcome> {
    let mut replay = Replay {
        stage: opening::open(bars, mode)?,
        bookkeeper: Bookkeeper::new(),
        log: Log::default(),
    };
    while replay.stage.tape.now() + DENSE_SECS < bars.starts() {
        let (ts, price) = (
            replay.stage.tape.now() + DENSE_SECS,
            replay.stage.tape.price,
        );
        replay.stage.tape.advance_to(ts, price);
        replay.record()?;
    }
    let progress = progress::bar(bars.bars.len(), mode.name(), quiet)?;
    for bar in &bars.bars {
        for print in prints(bars, bar) {
            while replay.stage.tape.now() + BEAT_SECS < print.ts {
                let (ts, price) = (replay.stage.tape.now() + BEAT_SECS, replay.stage.tape.price);
                replay.beat(ts, price)?;
            }
            replay.beat(print.ts, print.price)?;
        }
        replay.stage.tape.audit()?;
        progress.inc(1);
    }
    progress.finish_and_clear();
    replay.collect()
}

struct Replay {
    stage: Stage,
    bookkeeper: Bookkeeper,
    log: Log,
}

impl Replay {
    /// A print, and what the bots make of it.
    fn beat(&mut self, ts: i64, price: u64) -> Result<()> {
        self.stage.tape.advance_to(ts, price);
        if hedging::is_open(&self.stage.tape, &self.stage.crank.vault) {
            self.fill()?;
        }
        let vault = &self.stage.crank.vault;
        if !hedging::is_open(&self.stage.tape, vault) && hedging::is_due(&self.stage.tape, vault)? {
            self.order()?;
        }
        self.record()
    }

    fn order(&mut self) -> Result<()> {
        let now = self.stage.tape.now();
        match hedging::open(&mut self.stage.tape)? {
            Verdict::Done => self.log.opened.push(now),
            Verdict::Deferred => self.log.misses.push((now, Miss::Deferred)),
            Verdict::Refused(why) => self.log.misses.push((now, Miss::Refused(why))),
        }
        self.stage.crank.refresh(&mut self.stage.tape);
        Ok(())
    }

    fn fill(&mut self) -> Result<()> {
        let now = self.stage.tape.now();
        let before = self.stage.crank.vault.book.assets;
        let attempt = hedging::fill(
            &mut self.stage.tape,
            &self.stage.crank.vault,
            &self.stage.filler,
        )?;
        let Some((side, verdict)) = attempt else {
            return Ok(());
        };
        if let Verdict::Refused(why) = verdict {
            self.log.misses.push((now, Miss::Refused(why)));
            return Ok(());
        }
        self.stage.crank.refresh(&mut self.stage.tape);
        let after = self.stage.crank.vault.book.assets;
        let market = &self.stage.tape.market;
        let fast_vol = market.risk.vol.fast(&market.params.vol)?;
        self.log.trades.push(Trade {
            ts: now,
            side,
            base: before.base.abs_diff(after.base) as f64 / BASE as f64,
            quote: before.quote.abs_diff(after.quote) as f64 / QUOTE,
            oracle: decimal(self.stage.tape.price),
            before: self.price_before(now),
            depth: book::depth(&market.params.book, fast_vol) as f64 / QUOTE,
        });
        Ok(())
    }

    /// The price a quarter of an hour ago.
    fn price_before(&self, now: i64) -> f64 {
        let samples = &self.log.samples;
        let after = samples.partition_point(|sample| sample.ts <= now - MOVE_SECS);
        let sample = samples.get(after.saturating_sub(1));
        sample.map_or_else(|| decimal(self.stage.tape.price), |sample| sample.price)
    }

    /// Takes the print in, refreshes the gamma book, and looks at the vault.
    fn record(&mut self) -> Result<()> {
        self.stage.tape.observe()?;
        self.bookkeeper.act(&mut self.stage.tape)?;
        let (now, vault) = (self.stage.tape.now(), &self.stage.crank.vault);
        let share_mint = self.stage.tape.world.vault.share_mint;
        let supply = self.stage.tape.world.supply(&share_mint);
        let view = views::vault(&self.stage.tape.market, vault, supply, now)?;
        let net_delta: f64 = view.greeks.map_or(0.0, |greeks| greeks.net_delta.to_num());
        let assets = view.worth as f64 / BASE as f64;
        self.log.samples.push(Sample {
            ts: now,
            price: decimal(self.stage.tape.price),
            net_delta: net_delta / BASE as f64,
            assets,
            target: assets * f64::from(vault.params.hedge.target_delta_bps) / 1e4,
        });
        Ok(())
    }

    fn collect(mut self) -> Result<Outcome> {
        let owners = [&self.stage.depositor, &self.stage.buyer, &self.stage.filler].map(Actor::key);
        let tokens = tokens::balanced(&mut self.stage.tape, &owners)?;
        let breaker = &self.stage.tape.market.risk.breaker;
        let sale = &self.stage.crank.vault.sale;
        let series = self
            .stage
            .crank
            .series(&self.stage.tape)
            .context("no calls were sold")?;
        Ok(Outcome {
            strike: decimal(series.strike),
            expiry_ts: series.expiry_ts,
            sold: sale.sold as f64 / BASE as f64,
            premium: sale.premium as f64 / BASE as f64,
            halts: (
                breaker.trip_count,
                breaker.halted_secs(self.stage.tape.now()),
            ),
            tokens,
            log: self.log,
        })
    }
}
