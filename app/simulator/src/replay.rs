//! A recorded price through accounts and protocol. Nothing anybody does moves it: what was sold in those days is in it
//! already.
//!
//! What options traded at is not in the file: the mark stays where the market opened, within its bounds on realised volatility.
//!
//! Accounts are opened at the first print of every day (UTC) and judged at its last: with the leverage they could have opened
//! with in calm, as positions of the days before have, or, if asked for, with what margin allows on that day. The fundamental is taken to be the
//! median price of the hour before and the hour after: what a wick does not move.

use std::time::Instant;

use chrono::DateTime;
use option_math::I64F64;
use rayon::prelude::*;

use crate::error::{Error, Result};
use crate::impact::Depth;
use crate::mechanism::Mechanism;
use crate::outcome::Outcome;
use crate::results::{Replay, ReplayDay, Row, Speed};
use crate::run::{leverage, overshoot_ppm};
use crate::settings::Settings;
use crate::tally::Tally;
use crate::venue::{Terms, Venue};

/// Half of the window of the fundamental, seconds.
const MEDIAN_SECS: i64 = 3_600;
/// A day, seconds.
const DAY_SECS: i64 = 86_400;
/// Volatility is sampled at least so often, seconds: the program's bound.
const SLOWEST_SAMPLES_SECS: u32 = 600;
/// Feed units in one quote.
const FEED_UNIT: f64 = 1e8;

/// A price at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Print {
    /// Unix seconds.
    pub ts: i64,
    /// Feed units of 10^-8 quote.
    pub price: u64,
}

/// What to replay.
#[derive(Clone, Debug)]
pub struct ReplayPlan {
    /// Parameters; amounts in contracts are of the model's start price and scaled to the first print.
    pub settings: Settings,
    /// In order of time.
    pub prints: Vec<Print>,
    /// Length of the bars they are from, seconds: volatility is sampled once a bar, for the way through a bar's extremes is
    /// longer than the price's own.
    pub bar_secs: u32,
    /// Mechanisms.
    pub mechanisms: Vec<Mechanism>,
    /// Whether accounts are opened with the margin of the day, which a storm has raised, or that of calm.
    pub margin_of_the_day: bool,
    /// What the totals are called: the file.
    pub name: String,
}

/// The prints of a day, with the fundamental at each.
struct Day<'a> {
    name: String,
    prints: &'a [(Print, u64)],
}

/// Replays every mechanism; `command` is what gives it again, `done` is called for every day of each.
pub fn replay(plan: &ReplayPlan, command: String, done: &(dyn Fn() + Sync)) -> Result<Replay> {
    plan.settings.validate()?;
    let started = Instant::now();
    let prints = with_fundamental(&plan.prints);
    let warm = warm_up(&prints, plan.settings.model.warm_up_mins);
    let (warm, rest) = prints.split_at(warm);
    let (Some((first, _)), false) = (warm.first(), rest.is_empty()) else {
        return Err(Error::OutOfBounds(format!(
            "the file is shorter than the {} minutes before accounts are opened",
            plan.settings.model.warm_up_mins
        )));
    };
    let settings = scaled(plan, first.price);
    let days = days(rest);
    let mechanisms = plan.mechanisms.par_iter();
    let found = mechanisms.map(|mechanism| {
        let terms = match plan.margin_of_the_day {
            true => Terms::Margin,
            false => Terms::Wanted,
        };
        follow(&settings, (mechanism, terms), warm, &days, done)
    });
    let found = found.collect::<Result<Vec<Vec<Row>>>>()?;
    let results = found.iter().map(|rows| total(&plan.name, rows)).collect();
    Ok(Replay {
        command,
        settings: settings.tree(),
        days: (days.iter().enumerate())
            .map(|(index, day)| day.report(found.iter().map(|rows| rows[index].clone()).collect()))
            .collect(),
        results,
        speed: Speed {
            seconds: started.elapsed().as_secs_f64(),
            threads: rayon::current_num_threads(),
            runs: (days.len() * plan.mechanisms.len()) as u64,
            account_minutes: account_minutes(plan),
        },
    })
}

/// Days that a replay of these prints has, after its warm-up.
pub fn count_days(prints: &[Print], warm_up_mins: u32) -> usize {
    let prints: Vec<_> = prints.iter().map(|print| (*print, 0)).collect();
    days(&prints[warm_up(&prints, warm_up_mins)..]).len()
}

fn account_minutes(plan: &ReplayPlan) -> u64 {
    let span = match (plan.prints.first(), plan.prints.last()) {
        (Some(first), Some(last)) => last.ts.abs_diff(first.ts) / 60,
        _ => 0,
    };
    span * u64::from(plan.settings.model.accounts) * plan.mechanisms.len() as u64
}

/// Prints before accounts are opened.
fn warm_up(prints: &[(Print, u64)], mins: u32) -> usize {
    let from_ts = prints.first().map_or(0, |(print, _)| print.ts);
    prints.partition_point(|(print, _)| print.ts - from_ts < 60 * i64::from(mins))
}

/// Each print with the median of the hours around it.
fn with_fundamental(prints: &[Print]) -> Vec<(Print, u64)> {
    let median = |print: &Print| {
        let from = prints.partition_point(|other| other.ts < print.ts - MEDIAN_SECS);
        let to = prints.partition_point(|other| other.ts <= print.ts + MEDIAN_SECS);
        let mut near: Vec<u64> = prints[from..to].iter().map(|other| other.price).collect();
        near.sort_unstable();
        near[near.len() / 2]
    };
    prints
        .par_iter()
        .map(|print| (*print, median(print)))
        .collect()
}

/// The settings where one contract is worth what the first print says: amounts in contracts keep their worth, strikes lie
/// on a tick of a thousandth.
fn scaled(plan: &ReplayPlan, price: u64) -> Settings {
    let start = plan.settings.model.start_price;
    let scale = |contracts: u64| {
        let scaled = u128::from(contracts) * u128::from(start) / u128::from(price.max(1));
        u64::try_from(scaled).unwrap_or(u64::MAX).max(1)
    };
    let mut scaled = plan.settings;
    let vol = &mut scaled.market.vol;
    vol.min_dt_secs = vol.min_dt_secs.max(plan.bar_secs).min(SLOWEST_SAMPLES_SECS);
    let liquidation = &mut scaled.market.liquidation;
    liquidation.cap_contracts_per_window = scale(liquidation.cap_contracts_per_window);
    liquidation.tiny_contracts = scale(liquidation.tiny_contracts);
    scaled.market.strike_tick = (price / 1_000).max(1);
    scaled.model.start_price = price;
    scaled
}

fn days(prints: &[(Print, u64)]) -> Vec<Day<'_>> {
    let day = |print: &Print| print.ts.div_euclid(DAY_SECS);
    let chunks = prints.chunk_by(|(a, _), (b, _)| day(a) == day(b));
    chunks
        .map(|prints| Day {
            name: date(prints[0].0.ts),
            prints,
        })
        .collect()
}

impl Day<'_> {
    fn report(&self, rows: Vec<Row>) -> ReplayDay {
        let (first, _) = self.prints[0];
        let prices = self.prints.iter().map(|(print, _)| print.price);
        ReplayDay {
            ts: first.ts,
            open: first.price as f64 / FEED_UNIT,
            low: prices.min().unwrap_or(0) as f64 / FEED_UNIT,
            rows,
        }
    }
}

/// One mechanism through every day.
fn follow(
    settings: &Settings,
    (mechanism, terms): (&Mechanism, Terms),
    warm: &[(Print, u64)],
    days: &[Day],
    done: &(dyn Fn() + Sync),
) -> Result<Vec<Row>> {
    let (first, _) = warm[0];
    let mut venue = Venue::open(settings, mechanism, first.price, first.ts)?;
    let most = match terms {
        Terms::Margin => I64F64::ONE,
        Terms::Wanted => venue.calm_leverage(first.ts)?,
    };
    let wanted = evenly(settings, most);
    let mut depth = Depth::new(&settings.model, first.price, first.ts)?;
    let mut step = |venue: &mut Venue, print: &Print| -> Result<()> {
        depth.observe(print.price, print.ts)?;
        venue.step(print.price, print.ts, &depth)?;
        Ok(())
    };
    for (print, _) in &warm[1..] {
        step(&mut venue, print)?;
    }
    let mut rows = Vec::with_capacity(days.len());
    for day in days {
        let mut outcome = Outcome::default();
        let mut now = first.ts;
        for (index, (print, fundamental)) in day.prints.iter().enumerate() {
            step(&mut venue, print)?;
            if index == 0 {
                venue.reopen(mechanism, print.ts)?;
                venue.open_accounts(&wanted, terms, print.ts)?;
            }
            outcome.look(print.ts, print.price, *fundamental, venue.gauge(print.ts)?);
            now = print.ts;
        }
        outcome.close(&venue, now)?;
        outcome.overshoot_ppm = overshoot_ppm(outcome.lowest_price, outcome.lowest_fundamental);
        let mut tally = Tally::new(0);
        tally.add(&outcome);
        rows.push(tally.row(&day.name, &mechanism.name, settings));
        done();
    }
    Ok(rows)
}

/// Leverages evenly between the least and the greatest wanted, none above `most`.
fn evenly(settings: &Settings, most: I64F64) -> Vec<I64F64> {
    let model = &settings.model;
    let parts = i128::from(2 * model.accounts.max(1));
    (0..model.accounts)
        .map(|index| {
            let middle = I64F64::from_num(2 * index + 1) / parts;
            leverage(model.ltv_low_bps, model.ltv_high_bps, middle).min(most)
        })
        .collect()
}

/// Days added up: money and halts are sums, overshoot and margin the extremes, the rest means.
fn total(name: &str, rows: &[Row]) -> Row {
    let sum = |of: fn(&Row) -> f64| rows.iter().map(of).sum::<f64>();
    let mean = |of: fn(&Row) -> f64| sum(of) / (rows.len() as f64).max(1.0);
    let most = |of: fn(&Row) -> f64| rows.iter().map(of).fold(0.0, f64::max);
    Row {
        scenario: name.to_owned(),
        mechanism: rows
            .first()
            .map_or(String::new(), |row| row.mechanism.clone()),
        seeds: 1,
        overshoot_pct: most(|row| row.overshoot_pct),
        overshoot_ci95: 0.0,
        liquidated: sum(|row| row.liquidated),
        liquidated_ci95: 0.0,
        unnecessary: sum(|row| row.unnecessary),
        unnecessary_ci95: 0.0,
        backstopped: sum(|row| row.backstopped),
        left_under: sum(|row| row.left_under),
        bad_debt: sum(|row| row.bad_debt),
        bad_debt_most: most(|row| row.bad_debt),
        bad_debt_ci95: 0.0,
        insurance_used: sum(|row| row.insurance_used),
        insurance_start: mean(|row| row.insurance_start),
        debt: sum(|row| row.debt),
        halted_minutes: sum(|row| row.halted_minutes),
        halt_probability: mean(|row| row.halt_probability),
        penalties: sum(|row| row.penalties),
        realised_vol_pct: mean(|row| row.realised_vol_pct),
        tracking_error_pct: mean(|row| row.tracking_error_pct),
        hedge_cost: sum(|row| row.hedge_cost),
        margin_peak_pct: most(|row| row.margin_peak_pct),
        margin_trough_pct: rows
            .iter()
            .map(|r| r.margin_trough_pct)
            .fold(f64::MAX, f64::min),
    }
}

/// `2025-10-10`.
fn date(ts: i64) -> String {
    let date = DateTime::from_timestamp(ts, 0);
    date.map_or_else(
        || format!("@{ts}"),
        |date| date.format("%Y-%m-%d").to_string(),
    )
}
