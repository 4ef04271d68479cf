//! The two margin policies, both as parameters of the same program.

use ballast::state::MarketParams;

/// How margin is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// As the parameters have it: by volatility.
    Dynamic,
    /// By a fixed percentage of spot.
    Fixed {
        /// The spot range of the grid, bps.
        range_bps: u32,
    },
}

/// Least number of deviations the program accepts, x 1000; with volatility pinned they stay below the range's floor.
const LEAST_SIGMAS_MILLI: u32 = 2_000;

impl Policy {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dynamic => "dynamic",
            Self::Fixed { .. } => "fixed",
        }
    }

    /// Makes `market` draw margin so.
    ///
    /// Fixed pins volatility where the market opened, sets the range to its floor, and asks nothing for gamma or in stress.
    /// The breaker then counts its deviations in the pinned volatility, too.
    pub fn apply(self, market: &mut MarketParams) {
        let Self::Fixed { range_bps } = self else {
            return;
        };
        market.vol.floor_bps = market.initial_vol_bps;
        market.vol.cap_bps = market.initial_vol_bps;
        market.vol.stressed_floor_bps = market.initial_vol_bps;
        market.margin.range_floor_bps = range_bps;
        market.margin.range_sigmas_milli = LEAST_SIGMAS_MILLI;
        market.margin.gamma_addon_bps = 0;
        market.margin.stressed_bps = 10_000;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ballast_harness::Setup;
    use option_math::Vol;
    use option_risk::margin::{requirement, Leg, Level, MarketView};
    use option_risk::units::{Kind, Scale};

    /// Whatever the volatility of the market, a fixed policy asks the same.
    #[test]
    fn a_fixed_policy_does_not_follow_volatility() {
        let mut market = Setup::localnet().market;
        Policy::Fixed { range_bps: 1_200 }.apply(&mut market);
        market.validate().expect("within the hard bounds");
        assert_eq!(market.vol.floor_bps, market.vol.cap_bps);
        let vol = Vol::from_bps(market.initial_vol_bps + market.initial_vol_bps / 4);
        let view = MarketView {
            spot: 200,
            now: 0,
            mark_vol: vol,
            maintenance_vol: vol,
            initial_vol: vol,
            skew: market.implied.skew,
            scale: Scale {
                base_decimals: 9,
                quote_decimals: 6,
                price_exponent: 0,
            },
        };
        let legs = [Leg::short(200, 86_400, 1_000_000_000)];
        let ask = |level| {
            let asked = requirement(Kind::Put, &legs, &view, &market.margin, level);
            asked.expect("a requirement").required
        };
        assert_eq!(ask(Level::Initial), ask(Level::StressedInitial));
        // A put at the money loses about the range, less what it is worth now beyond it.
        let range = 200_000_000 * 12 / 100;
        assert!(ask(Level::Maintenance) > range);
    }
}
