//! What protects the market, part by part. Most parts are parameters of the program: without one, the parameter is set so
//! that it does nothing.

use option_risk::units::BPS;

use crate::error::{Error, Result};
use crate::settings::Settings;

/// One part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A fixed share of spot, with a gap between what opening asks and what must be kept.
    FixedMargin,
    /// The program's own margin.
    DynamicMargin,
    /// Margin that follows the volatility of the last minutes at once, also on what is open.
    ProCyclicalMargin,
    /// Just enough is liquidated, not all.
    PartialLiquidation,
    /// The bonus starts low and grows until somebody comes.
    AuctionLiquidation,
    /// A cap on what is liquidated a minute.
    ThroughputCap,
    /// A budget of what vaults hedge a minute.
    HedgeCap,
    /// Small deviations are not hedged.
    HedgeBand,
    /// Vaults that want opposite sides trade with each other.
    HedgeNetting,
    /// The breaker's Throttle without its halts: half of what goes with the move, no limit on what goes against it.
    DirectionGate,
    /// Everything shut for so long after 5% within 15 minutes, then open at once.
    HardHalt(HaltMins),
    /// The program's breaker.
    StagedBreaker,
}

/// Length of a hard halt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HaltMins {
    /// A quarter of an hour.
    Fifteen,
    /// An hour.
    Sixty,
}

/// Every part with its name and what it does.
const PARTS: [(Part, &str, &str); 13] = [
    (Part::FixedMargin, "fixed-margin", "opening asks 25% of what a fall of 20% would cost more than must be kept; neither follows volatility"),
    (Part::DynamicMargin, "dynamic-margin", "the program's margin: opening asks more when volatility is high, what is open is moved half a point an hour at most"),
    (Part::ProCyclicalMargin, "pro-cyclical-margin", "the program's margin run on the volatility of the last half hour, at once and on what is open"),
    (Part::PartialLiquidation, "partial-liquidation", "just enough of an account is liquidated for it to be healthy again"),
    (Part::AuctionLiquidation, "auction-liquidation", "the bonus grows from 1% to 10% of the requirement freed over 15 minutes, instead of 8% at once"),
    (Part::ThroughputCap, "throughput-cap", "contracts liquidated a minute are capped, fewer as depth thins out and the loop gain rises"),
    (Part::HedgeCap, "hedge-cap", "vaults hedge within a budget, a share of depth a minute"),
    (Part::HedgeBand, "hedge-band", "vaults leave small deviations from their target delta alone"),
    (Part::HedgeNetting, "hedge-netting", "vaults that want opposite sides trade with each other first"),
    (Part::DirectionGate, "direction-gate", "Throttle without halts: hedges with the move and liquidations have half their limits (alone there are none to halve), hedges against it none"),
    (Part::HardHalt(HaltMins::Fifteen), "halt-15", "hedging and liquidation are shut for 15 minutes after 5% within 15 minutes, then open at once"),
    (Part::HardHalt(HaltMins::Sixty), "halt-60", "the same for 60 minutes"),
    (Part::StagedBreaker, "staged-breaker", "the program's breaker: Throttle, halts of 5 to 15 minutes, a grace and a ramp"),
];

/// Those that together are the protocol.
const ALL: [Part; 8] = [
    Part::DynamicMargin,
    Part::PartialLiquidation,
    Part::AuctionLiquidation,
    Part::ThroughputCap,
    Part::HedgeCap,
    Part::HedgeBand,
    Part::HedgeNetting,
    Part::StagedBreaker,
];

/// Those of [`ALL`] that concern hedges.
const HEDGES: [Part; 4] = [
    Part::HedgeCap,
    Part::HedgeBand,
    Part::HedgeNetting,
    Part::DirectionGate,
];

/// Bonus without an auction, bps of the requirement freed: about 5% of the debt.
const FLAT_BONUS_BPS: u32 = 800;
/// All that concerns hedges, as one.
const HEDGING: &str = "hedging";
/// The whole without a part.
const ALL_BUT: &str = "all-but-";
/// A cap no flow reaches.
const NO_CAP: u64 = u64::MAX / (2 * BPS as u64);
/// Half-life of what pro-cyclical margin runs on, seconds.
const HASTY_HALF_LIFE_SECS: u32 = 1_800;

/// Parts that act together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mechanism {
    /// For reports and command lines.
    pub name: String,
    /// What it does, in a sentence.
    pub about: String,
    /// Its parts.
    pub parts: Vec<Part>,
}

impl Mechanism {
    /// The baseline: loans at 80% of value, liquidated whole at a fixed bonus, hedges at once and in full, no halt.
    pub const NONE: &'static str = "none";
    /// The protocol.
    pub const EVERYTHING: &'static str = "all";

    /// `none`, `all`, `hedging` (all that concerns hedges), a part, several joined by `+`, or `all-but-` a part.
    pub fn parse(name: &str) -> Result<Self> {
        let (about, mut parts) = match (name, name.strip_prefix(ALL_BUT)) {
            (Self::NONE, _) => ("liquidation of the whole account at 80% loan to value for a fixed bonus, hedges at once and in full, no halts".to_owned(), Vec::new()),
            (Self::EVERYTHING, _) => ("the protocol as it is: dynamic margin, partial and auctioned liquidation under a cap, hedges netted, banded and capped, the staged breaker".to_owned(), ALL.to_vec()),
            (_, Some(left_out)) => {
                let (parts, _) = find(left_out)?;
                let rest = ALL.into_iter().filter(|part| !parts.contains(part));
                (format!("the protocol without its {left_out}"), rest.collect())
            }
            (joined, None) => {
                let found = joined.split('+').map(find).collect::<Result<Vec<_>>>()?;
                let about: Vec<&str> = found.iter().map(|(_, about)| *about).collect();
                (about.join("; "), found.into_iter().flat_map(|(parts, _)| parts).collect())
            }
        };
        parts.dedup();
        exclusive(&parts)?;
        Ok(Self {
            name: name.to_owned(),
            about,
            parts,
        })
    }

    /// The baseline, every part alone, the whole without each of its parts, and the whole.
    pub fn standard() -> Vec<String> {
        let parts = PARTS.iter().map(|(_, name, _)| (*name).to_owned());
        let of_all = PARTS.iter().filter(|(part, _, _)| ALL.contains(part));
        let without = of_all.map(|(_, name, _)| format!("{ALL_BUT}{name}"));
        let first = [Self::NONE.to_owned()].into_iter().chain(parts);
        let rest = [HEDGING.to_owned()].into_iter().chain(without);
        first
            .chain(rest)
            .chain([Self::EVERYTHING.to_owned()])
            .collect()
    }

    /// Whether it is the whole without a part.
    pub fn leaves_one_out(&self) -> bool {
        self.name.starts_with(ALL_BUT)
    }

    /// Whether a part is in it.
    pub fn has(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }

    /// Length of its hard halts, seconds; 0 for none.
    pub fn hard_halt_secs(&self) -> i64 {
        match () {
            () if self.has(Part::HardHalt(HaltMins::Fifteen)) => 900,
            () if self.has(Part::HardHalt(HaltMins::Sixty)) => 3_600,
            () => 0,
        }
    }

    /// Whether anything of it halts.
    pub fn halts(&self) -> bool {
        self.has(Part::StagedBreaker) || self.hard_halt_secs() > 0
    }

    /// The settings with every part that is not in it taken out. They may lie outside the program's hard bounds.
    pub fn apply(&self, settings: &Settings) -> Settings {
        let mut applied = *settings;
        self.apply_margin(&mut applied);
        self.apply_liquidation(&mut applied);
        self.apply_hedges(&mut applied);
        self.apply_breaker(&mut applied);
        applied
    }

    fn apply_margin(&self, settings: &mut Settings) {
        let (vol, margin) = (&mut settings.market.vol, &mut settings.market.margin);
        if self.has(Part::DynamicMargin) {
            return;
        }
        if self.has(Part::ProCyclicalMargin) {
            vol.slow_half_life_secs = HASTY_HALF_LIFE_SECS;
            vol.fast_half_life_secs = HASTY_HALF_LIFE_SECS;
            vol.maintenance_slew_bps_per_hour = u32::MAX;
            return;
        }
        // A fall of the range whatever volatility does, and nothing beside it.
        margin.range_floor_bps = settings.model.baseline_range_bps;
        margin.range_sigmas_milli = 0;
        margin.tail_multiple_bps = BPS;
        margin.vol_up_bps = 0;
        margin.vol_down_bps = 0;
        margin.floor_bps = 0;
        margin.gamma_addon_bps = 0;
        margin.stressed_bps = BPS;
        if !self.has(Part::FixedMargin) {
            // Whoever need not be liquidated may open.
            margin.initial_ratio_bps = BPS;
        }
    }

    fn apply_liquidation(&self, settings: &mut Settings) {
        let liquidation = &mut settings.market.liquidation;
        if !self.has(Part::PartialLiquidation) {
            liquidation.deep_health_bps = u32::MAX;
        }
        if !self.has(Part::AuctionLiquidation) {
            liquidation.bonus_start_bps = FLAT_BONUS_BPS;
            liquidation.bonus_end_bps = FLAT_BONUS_BPS;
        }
        if !self.has(Part::ThroughputCap) {
            liquidation.cap_contracts_per_window = NO_CAP;
            liquidation.least_cap_bps = BPS;
        }
    }

    fn apply_hedges(&self, settings: &mut Settings) {
        if !self.has(Part::HedgeCap) {
            // A thousand times what trades within 1%.
            settings.market.hedge_depth_share_bps = 1_000 * BPS;
        }
        if !self.has(Part::HedgeBand) {
            settings.hedge.band_bps = 0;
        }
    }

    fn apply_breaker(&self, settings: &mut Settings) {
        let breaker = &mut settings.market.breaker;
        if self.has(Part::StagedBreaker) {
            return;
        }
        if !self.has(Part::DirectionGate) {
            breaker.armed = 0;
            return;
        }
        breaker.z5_milli = u32::MAX;
        breaker.z15_milli = u32::MAX;
        breaker.z60_milli = u32::MAX;
        breaker.max_divergence_bps = u32::MAX;
        breaker.max_implied_jump_bps = u32::MAX;
    }
}

/// Parts of a name, and what they do.
fn find(name: &str) -> Result<(Vec<Part>, &'static str)> {
    if name == HEDGING {
        return Ok((
            HEDGES.to_vec(),
            "hedge cap, band, netting and direction gate together",
        ));
    }
    let found = PARTS.iter().find(|(_, named, _)| *named == name);
    let (part, _, about) = found.ok_or_else(|| {
        let names: Vec<&str> = PARTS.iter().map(|(_, name, _)| *name).collect();
        let known = format!("none, all, {HEDGING}, {}", names.join(", "));
        Error::UnknownMechanism(name.to_owned(), known)
    })?;
    Ok((vec![*part], about))
}

/// Two margins, or two breakers, are no combination.
fn exclusive(parts: &[Part]) -> Result<()> {
    let groups: [&[&str]; 2] = [
        &["fixed-margin", "dynamic-margin", "pro-cyclical-margin"],
        &["direction-gate", "halt-15", "halt-60", "staged-breaker"],
    ];
    for group in groups {
        let of = |part: &&(Part, &'static str, &'static str)| {
            group.contains(&part.1) && parts.contains(&part.0)
        };
        let mut both = PARTS.iter().filter(of);
        if let (Some(first), Some(second)) = (both.next(), both.next()) {
            return Err(Error::Exclusive(first.1, second.1));
        }
    }
    Ok(())
}
