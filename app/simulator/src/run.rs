//! One run: a seed, a scenario, a mechanism.

use option_math::I64F64;

use crate::crowd::{arbitrage, nearness_bps, Anticipators, Dealers};
use crate::draws::{Draws, Stream};
use crate::error::Result;
use crate::impact::{impact, ppm, price_at, share, Depth};
use crate::mechanism::Mechanism;
use crate::outcome::{Outcome, Watch};
use crate::scenario::Scenario;
use crate::settings::Settings;
use crate::venue::{Terms, Venue};

/// When every run begins: Monday 12 January 2026, 00:00 UTC.
pub const START_TS: i64 = 1_768_176_000;
/// A step, seconds.
pub const STEP_SECS: i64 = 60;

/// The price and what it is about, as logarithms of their ratio to the start.
struct Prices {
    start: u64,
    price: I64F64,
    fundamental: I64F64,
}

impl Prices {
    fn price(&self) -> Result<u64> {
        price_at(self.start, self.price)
    }

    fn fundamental(&self) -> Result<u64> {
        price_at(self.start, self.fundamental)
    }
}

/// A market in motion.
struct Run<'a> {
    settings: &'a Settings,
    scenario: &'a Scenario,
    mechanism: &'a Mechanism,
    noise: Draws,
    prices: Prices,
    depth: Depth,
    venue: Venue,
    anticipators: Anticipators,
    dealers: Dealers,
    news: [I64F64; 2],
    now: i64,
}

/// Runs a seed, handing every minute since the news to `watch`.
pub fn run(
    settings: &Settings,
    scenario: &Scenario,
    mechanism: &Mechanism,
    seed: u64,
    watch: &mut impl Watch,
) -> Result<Outcome> {
    let model = &settings.model;
    let mut run = Run::open(settings, scenario, mechanism, seed)?;
    for _ in 0..model.warm_up_mins {
        run.step(None, watch)?;
    }
    run.open_accounts(seed)?;
    let mut outcome = Outcome::default();
    for minute in 0..model.after_mins {
        run.step(Some((minute, &mut outcome)), watch)?;
    }
    run.finish(outcome)
}

impl<'a> Run<'a> {
    fn open(
        settings: &'a Settings,
        scenario: &'a Scenario,
        mechanism: &'a Mechanism,
        seed: u64,
    ) -> Result<Self> {
        let start = settings.model.start_price;
        let venue = Venue::open(settings, mechanism, start, START_TS)?;
        Ok(Self {
            settings,
            scenario,
            mechanism,
            noise: Draws::new(seed, Stream::Noise),
            prices: Prices {
                start,
                price: I64F64::ZERO,
                fundamental: I64F64::ZERO,
            },
            depth: Depth::new(&settings.model, start, START_TS)?,
            anticipators: Anticipators::default(),
            dealers: Dealers::new(&venue.market, START_TS),
            venue,
            news: scenario.news_per_minute()?,
            now: START_TS,
        })
    }

    fn open_accounts(&mut self, seed: u64) -> Result<()> {
        let model = &self.settings.model;
        let mut draws = Draws::new(seed, Stream::Leverage);
        let wanted: Vec<I64F64> = (0..model.accounts)
            .map(|_| leverage(model.ltv_low_bps, model.ltv_high_bps, draws.uniform()))
            .collect();
        self.venue.reopen(self.mechanism, self.now)?;
        self.venue.open_accounts(&wanted, Terms::Margin, self.now)
    }

    /// A minute: everybody sees the price, trades, and the price moves. `told` is the minute since the news, if it is out.
    fn step(&mut self, told: Option<(u32, &mut Outcome)>, watch: &mut impl Watch) -> Result<()> {
        let model = &self.settings.model;
        self.now += STEP_SECS;
        let (price, fundamental) = (self.prices.price()?, self.prices.fundamental()?);
        self.depth.observe(price, self.now)?;
        let flows = self.venue.step(price, self.now, &self.depth)?;
        let gap = self.prices.fundamental - self.prices.price;
        let mut traded = flows
            .total()
            .saturating_add(arbitrage(model, gap, &self.depth));
        let mut news = I64F64::ZERO;
        if let Some((minute, outcome)) = told {
            let asked = self.venue.gauge(self.now)?;
            outcome.look(self.now, price, fundamental, asked);
            watch.look(minute, price, fundamental, asked);
            if self.mechanism.halts() && model.anticipates() {
                let near = nearness_bps(&self.venue, self.mechanism.hard_halt_secs() > 0);
                let ahead = (self.anticipators).trade(model, near, flows.sold(), &self.depth);
                traded = traded.saturating_add(ahead);
            }
            if let Some(part) = self.scenario.part(minute) {
                news = self.news[part];
                if part == 0 {
                    traded = traded.saturating_sub(self.forced());
                    self.lose_collateral()?;
                }
            }
        }
        (self.dealers).trade(model, &mut self.venue.market, &self.depth, self.now)?;
        self.prices.price += impact(traded, self.depth.quote())?;
        let noise = self
            .noise
            .normal()?
            .saturating_mul_int(model.noise_ppm.into())
            / 1_000_000;
        self.prices.fundamental += news + noise;
        self.prices.price += news + noise;
        Ok(())
    }

    /// Sold in a minute by somebody who must.
    fn forced(&self) -> i64 {
        let sold = share(
            self.settings.model.depth_quote_per_pct,
            self.scenario.forced_bps,
        );
        i64::try_from(sold).unwrap_or(i64::MAX)
    }

    fn lose_collateral(&mut self) -> Result<()> {
        let lost = self.scenario;
        let (ppm, every) = (lost.collateral_ppm, lost.collateral_every);
        self.venue.lose_collateral(ppm, every, lost.news_mins)
    }

    fn finish(self, mut outcome: Outcome) -> Result<Outcome> {
        outcome.close(&self.venue, self.now)?;
        outcome.overshoot_ppm = overshoot_ppm(outcome.lowest_price, outcome.lowest_fundamental);
        Ok(outcome)
    }
}

/// How far the lowest price lies below the lowest fundamental, millionths of that; 0 where it does not.
pub fn overshoot_ppm(price: u64, fundamental: u64) -> i64 {
    ppm(fundamental.saturating_sub(price), fundamental)
}

/// A leverage between two, bps.
pub fn leverage(low: u32, high: u32, draw: I64F64) -> I64F64 {
    let width = I64F64::from_num(high - low).saturating_mul(draw);
    (I64F64::from_num(low) + width) / 10_000
}
