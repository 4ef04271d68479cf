//! The direction of every parameter of this crate.

use crate::book::BookParams;
use crate::breaker::BreakerParams;
use crate::buyback::BuybackParams;
use crate::fees::FeeParams;
use crate::hedge::HedgeParams;
use crate::liquidation::LiquidationParams;
use crate::margin::MarginParams;
use crate::open_interest::OpenInterestParams;
use crate::oracle::OracleParams;
use crate::sale::SaleParams;
use crate::schedule::ScheduleParams;
use crate::vol::{ImpliedParams, Skew, VolParams};

crate::directions! {
    OracleParams;
    max_age_secs: Never, "higher acts on older prints, lower leaves fewer to act on";
    max_confidence_bps: Never, "higher believes wider prints, lower throttles and stops liquidation on ordinary ones";
    max_ahead_secs: Never, "higher believes prints from the future, lower refuses a slow clock's";
    max_trade_age_secs: Lower, "a longer choice among recent prints is worth more to a buyer";
    max_sense_age_secs: Never, "higher learns from older prints, lower misses more";
    max_ema_divergence_bps: Lower, "new risk is taken on further from the oracle's average";
    max_stable_divergence_bps: Lower, "new risk is taken on further from the stable price";
    stable_rate_bps_per_min: Lower, "the stable price follows a false one sooner";
}

crate::directions! {
    VolParams;
    slow_half_life_secs: Never, "shorter lets a spike call margin, longer misses a new regime";
    fast_half_life_secs: Never, "shorter is noise, longer is late";
    floor_bps: Never, "higher asks more margin but dulls the breaker";
    cap_bps: Never, "higher asks more margin but dulls the breaker";
    winsor_milli: Never, "lower hides a storm, higher lets one print make one";
    min_dt_secs: Never, "shorter samples noise, longer misses moves";
    maintenance_slew_bps_per_hour: Never, "faster calls what is already on, slower is late for a new regime";
    stress_half_life_secs: Higher, "stress is forgotten sooner";
    stressed_floor_bps: Higher, "less stress is never forgotten";
    stressed_weight_bps: Higher, "new risk is asked for less in calm";
}

crate::directions! {
    BreakerParams, without padding;
    armed: Higher, "an unarmed breaker protects nobody";
    z15_milli: Lower, "trips on rarer moves only";
    move15_bps: Lower, "trips on larger moves only";
    z60_milli: Lower, "trips on rarer moves only";
    move60_bps: Lower, "trips on larger moves only";
    halt_secs: Never, "shorter reopens into the move, longer shuts writers in";
    max_halt_secs: Never, "shorter reopens into the move, longer shuts writers in";
    cooldown_secs: Lower, "the market is unprotected for longer after a halt";
    grace_secs: Never, "shorter leaves no time to top up, longer keeps sick accounts";
    ramp_secs: Never, "shorter lets flows return at once, longer keeps sick accounts";
    ramp_start_bps: Never, "higher lets flows return at once, lower keeps sick accounts";
    max_halts_per_day: Higher, "a day's later crashes go unchecked";
    z5_milli: Lower, "trips on rarer moves only";
    move5_bps: Lower, "trips on larger moves only";
    throttle_z15_milli: Lower, "throttles on rarer moves only";
    throttle_move15_bps: Lower, "throttles on larger moves only";
    throttle_gain_milli: Lower, "the loop may come nearer to one";
    throttle_secs: Never, "shorter lets flows return sooner, longer keeps sick accounts";
    throttle_limit_bps: Never, "higher flows into a move, lower keeps sick accounts";
    max_divergence_bps: Lower, "trips on larger divergences only";
    max_implied_jump_bps: Lower, "trips on larger jumps only";
    suspect_secs: Lower, "wide prints go on for longer";
    min_buckets15: Never, "lower believes fewer prints, higher throttles a quiet keeper";
    pause_secs: Never, "shorter leaves the guardian less time, longer shuts everybody in";
}

crate::directions! {
    ImpliedParams [skew], without padding;
    weight_contracts: Never, "lower lets a small sale move every mark, higher misses large ones";
    slew_bps_per_hour: Never, "faster follows one odd sale, slower misses a new regime";
}

crate::directions! {
    Skew;
    slope_bps: Never, "marks low strikes against high ones";
    curvature_bps: Never, "marks far strikes against near ones";
}

crate::directions! {
    BookParams;
    depth_quote_per_pct: Lower, "a deeper market is assumed";
    depth_vol_bps: Lower, "a deeper market is assumed in a storm";
    hedged_share_bps: Higher, "fewer sellers are taken to hedge";
}

// What maintenance is drawn by may not change at once in either direction: higher calls accounts that were in order.
crate::directions! {
    MarginParams;
    range_floor_bps: Never, "higher calls what is already on, lower asks less margin";
    range_sigmas_milli: Never, "higher calls what is already on, lower asks less margin";
    tail_multiple_bps: Never, "higher calls what is already on, lower asks less margin";
    tail_weight_bps: Never, "higher calls what is already on, lower asks less margin";
    vol_up_bps: Never, "higher calls what is already on, lower asks less margin";
    vol_down_bps: Never, "higher calls what is already on, lower asks less margin";
    floor_bps: Never, "higher calls what is already on, lower asks less margin";
    initial_ratio_bps: Lower, "new risk starts nearer to maintenance";
    stressed_bps: Higher, "asks less of new risk in stress";
    target_health_bps: Never, "lower liquidates twice, higher liquidates more";
    gamma_addon_bps: Higher, "new short gamma is asked for less";
    offset_credit_bps: Never, "higher counts more of an option held, lower calls spreads that are on";
}

crate::directions! {
    LiquidationParams;
    bonus_start_bps: Never, "higher takes more from an account, lower finds no liquidator";
    bonus_end_bps: Never, "higher takes more from an account, lower finds no liquidator";
    auction_secs: Never, "shorter takes more from an account, longer leaves it sick";
    auction_lapse_secs: Never, "longer keeps old flags, shorter starts auctions again";
    deep_health_bps: Never, "higher takes accounts whole, lower leaves sick ones";
    least_cap_bps: Never, "higher liquidates into a move, lower leaves sick accounts";
    insurance_share_bps: Never, "a fee";
    tiny_contracts: Never, "higher takes small shorts whole, lower leaves dust";
    cap_contracts_per_window: Never, "higher liquidates into a move, lower leaves sick accounts";
    window_secs: Never, "shorter liquidates into a move, longer leaves sick accounts";
}

crate::directions! {
    OpenInterestParams;
    market_contracts: Lower, "more may be written than liquidation can carry";
    series_contracts: Lower, "more may be written in one series";
    account_contracts: Lower, "one account may grow larger";
}

crate::directions! {
    HedgeParams;
    target_delta_bps: Never, "changes what depositors hold";
    band_bps: Never, "narrower trades more, wider hedges less";
    duration_secs: Never, "shorter concedes faster, longer fills later";
    inside_bps: Higher, "the vault asks for less at the start";
    outside_bps: Lower, "the vault concedes more at the end";
    crossing_secs: Never, "shorter trades outside before vaults have met, longer hedges later";
    min_order_base: Never, "lower trades dust, higher hedges less";
}

crate::directions! {
    SaleParams;
    start_vol_bps: Higher, "the vault asks for less at the start";
    end_vol_bps: Higher, "the vault sells for less at the end";
    duration_secs: Never, "shorter finds fewer buyers, longer lasts into other prices";
    min_premium_bps: Higher, "the vault sells for less";
    target_delta_bps: Lower, "the options are likelier to be exercised";
    utilisation_bps: Lower, "more of the assets is sold against";
    min_otm_bps: Higher, "the options are likelier to be exercised";
    max_otm_bps: Never, "lower sells nearer the money, higher sells for next to nothing";
    tick: Never, "series and vaults must agree on it";
}

crate::directions! {
    ScheduleParams;
    tenor_days: Never, "changes what depositors sell";
    phase_days: Never, "moves expiries to days that other vaults may have";
    open_after_secs: Never, "moves sales to hours that other vaults may have";
    retry_secs: Never, "shorter offers again to the same buyers, longer leaves the vault idle";
}

crate::directions! {
    BuybackParams, without padding;
    max_gamma_bps: Never, "lower buys more back, higher keeps more gamma";
    start_vol_bps: Lower, "the vault pays more at the start";
    end_vol_bps: Lower, "the vault pays more at the end";
    duration_secs: Never, "shorter concedes faster, longer fills later";
    max_cost_bps: Lower, "more of the assets may be spent";
    min_contracts: Never, "lower buys dust, higher buys less";
}

crate::directions! {
    FeeParams;
    management_bps: Never, "a fee";
    performance_bps: Never, "a fee";
}
