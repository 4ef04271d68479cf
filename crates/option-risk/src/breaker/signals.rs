//! What a print tells the breaker, judged against its thresholds.

use super::transition::Cause;
use super::{BreakerParams, Direction, Reading, Reason, WindowReading};

/// What the breaker judges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signals {
    /// The print against its windows.
    pub reading: Reading,
    /// Whether too few of the last 15 minutes have a print to know what happened in between.
    pub thin: bool,
    /// Whether the print is young enough to act on: only such a print halts, a staler one throttles.
    pub fresh: bool,
    /// Distance of the print from the oracle's own moving average, bps of that; 0 without one.
    pub divergence_bps: u32,
    /// Jump of the cleared implied volatility, bps.
    pub implied_jump_bps: u32,
    /// Loop gain x 1000.
    pub gain_milli: u32,
}

/// How much of a threshold counts.
#[derive(Clone, Copy)]
pub(super) enum Share {
    /// All of it: what enters a stage.
    Full = 1,
    /// Half of it, three quarters of a loop gain: what keeps Throttle on.
    Half = 2,
}

impl Signals {
    /// The first cause for a halt: a window over both its thresholds, a divergence, a jump of implied volatility.
    pub(super) fn halting(
        &self,
        params: &BreakerParams,
        share: Share,
        price: u64,
    ) -> Option<Cause> {
        let reading = &self.reading;
        let (fifteen, sixty, five) = (reading.fifteen(), reading.sixty(), reading.five());
        let windows = [
            (
                Reason::Fifteen,
                fifteen,
                params.z15_milli,
                params.move15_bps,
            ),
            (Reason::Sixty, sixty, params.z60_milli, params.move60_bps),
            (Reason::Five, five, params.z5_milli, params.move5_bps),
        ];
        for (reason, window, z_milli, move_bps) in windows {
            if is_rare(window, z_milli, move_bps, share) {
                return Some(Cause::seen(reason, window, price));
            }
        }
        let reason = if exceeds(self.divergence_bps, params.max_divergence_bps, share) {
            Reason::Divergence
        } else if exceeds(self.implied_jump_bps, params.max_implied_jump_bps, share) {
            Reason::ImpliedVol
        } else {
            return None;
        };
        Some(self.beside(params, reason, price))
    }

    /// The first cause for a throttle: the 15-minute window, the loop gain, a thin ring.
    pub(super) fn throttling(
        &self,
        params: &BreakerParams,
        share: Share,
        price: u64,
    ) -> Option<Cause> {
        let fifteen = self.reading.fifteen();
        let (z_milli, move_bps) = (params.throttle_z15_milli, params.throttle_move15_bps);
        if is_rare(fifteen, z_milli, move_bps, share) {
            return Some(Cause::seen(Reason::Fifteen, fifteen, price));
        }
        let reason = if self.gain_milli > gain_limit(params.throttle_gain_milli, share) {
            Reason::LoopGain
        } else if self.thin {
            Reason::ThinRing
        } else {
            return None;
        };
        Some(self.beside(params, reason, price))
    }

    /// A cause that is no move, with the quarter-hour beside it. Its direction counts only where it is a move worth the
    /// name: the sign of a few bps must not say which hedges are free.
    fn beside(&self, params: &BreakerParams, reason: Reason, price: u64) -> Cause {
        let fifteen = self.reading.fifteen();
        let (z_milli, move_bps) = (params.throttle_z15_milli, params.throttle_move15_bps);
        let mut cause = Cause::seen(reason, fifteen, price);
        if !is_rare(fifteen, z_milli, move_bps, Share::Half) {
            cause.direction = Direction::None;
        }
        cause
    }

    /// Whether anything still reads above half of what throttles or halts; the loop gain, above three quarters.
    pub(super) fn lingers(&self, params: &BreakerParams) -> bool {
        self.throttling(params, Share::Half, 0)
            .or_else(|| self.halting(params, Share::Half, 0))
            .is_some()
    }
}

/// Rarer than `z_milli` and at least `move_bps` far.
fn is_rare(window: &WindowReading, z_milli: u32, move_bps: u32, share: Share) -> bool {
    let (z, moved) = (window.z_milli, u64::from(window.move_bps));
    let times = share as u64;
    z.saturating_mul(times) > u64::from(z_milli) && moved * times >= u64::from(move_bps)
}

/// Moves are nothing in calm, but a loop gain is what the open options make it: at half, a market that has once throttled
/// would never come out of it.
fn gain_limit(limit: u32, share: Share) -> u32 {
    match share {
        Share::Full => limit,
        Share::Half => limit - limit / 4,
    }
}

fn exceeds(value: u32, limit: u32, share: Share) -> bool {
    u64::from(value) * share as u64 > u64::from(limit)
}
