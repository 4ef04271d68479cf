//! What an option writer means to write, and with how much behind it.

use anyhow::Result;
use ballast::state::Market;
use option_risk::{
    margin::{self, Leg, Requirement},
    units::Kind,
};

/// How much collateral a writer posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    /// All its shorts can ever cost.
    Full,
    /// A multiple of initial margin, in percent.
    Initial(u64),
}

/// An option writer's plan for every round.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Calls or puts.
    pub kind: Kind,
    /// Contracts written per round, atoms.
    pub contracts: u64,
    /// Strike over price, bps.
    pub strike_bps: u64,
    /// Collateral posted.
    pub cover: Cover,
}

/// Contracts, strike of calls and puts in bps of the price, and collateral.
const LADDER: [(u64, u64, u64, Cover); 4] = [
    (50, 11_500, 8_500, Cover::Full),
    (60, 11_000, 9_200, Cover::Initial(200)),
    (80, 10_600, 9_600, Cover::Initial(130)),
    (100, 10_300, 9_900, Cover::Initial(100)),
];
/// One contract, atoms.
const CONTRACT: u64 = 1_000_000_000;

impl Plan {
    /// Writers of a kind from fully covered to initial margin exactly, nearer to the money each.
    pub fn ladder(kind: Kind) -> [Self; 4] {
        LADDER.map(|(contracts, call_bps, put_bps, cover)| Self {
            kind,
            contracts: contracts * CONTRACT,
            strike_bps: match kind {
                Kind::Call => call_bps,
                Kind::Put => put_bps,
            },
            cover,
        })
    }

    /// The strike at `price`, on the tick, at least one tick up.
    pub fn strike(&self, price: u64, tick: u64) -> u64 {
        let wanted = (u128::from(price) * u128::from(self.strike_bps) / 10_000) as u64;
        ((wanted + tick / 2) / tick * tick).max(tick)
    }

    /// Collateral the plan posts for `contracts` of a series.
    pub fn collateral(
        &self,
        market: &Market,
        strike: u64,
        contracts: u64,
        now: i64,
        expiry_ts: i64,
    ) -> Result<u64> {
        let Requirement {
            required, coverage, ..
        } = margin::requirement(
            self.kind,
            &[Leg::short(strike, expiry_ts, contracts)],
            &market.view(now)?,
            &market.params.margin,
            market.initial_level(now),
        )?;
        Ok(match self.cover {
            Cover::Full => coverage,
            Cover::Initial(percent) => {
                let wanted = u128::from(required) * u128::from(percent) / 100;
                u64::try_from(wanted)?.clamp(required, coverage)
            }
        })
    }
}
