//! The market at its opening.

use anchor_lang::prelude::Pubkey;
use ballast::{
    constants::INSURANCE_SEED,
    state::{Market, Version},
};
use bytemuck::Zeroable;
use option_math::Vol;
use option_risk::{oracle::Print, state::RiskState};

use crate::error::Result;
use crate::impact::share;
use crate::settings::Settings;

/// Address of the market.
pub const MARKET: Pubkey = Pubkey::new_from_array([1; 32]);

/// A market of the program's, opened at a first print.
pub fn market(settings: &Settings, price: u64, ts: i64) -> Result<Box<Market>> {
    let params = settings.market;
    let (_, insurance_bump) =
        Pubkey::find_program_address(&[INSURANCE_SEED, MARKET.as_ref()], &ballast::ID);
    let mut market = Box::new(Market {
        version: Version::CURRENT.byte(),
        insurance_bump,
        base_decimals: 9,
        quote_decimals: 6,
        price_exponent: -8,
        params,
        ..Market::zeroed()
    });
    let print = Print {
        price,
        publish_ts: ts,
        prev_publish_ts: ts,
        ema_price: price,
    };
    market.risk = RiskState::open(
        &params.risk(),
        &print,
        Vol::from_bps(params.initial_vol_bps),
        Vol::from_bps(params.implied_vol_bps),
        ts,
    )?;
    Ok(market)
}

/// A strike at so many bps of the price, on the tick below it.
pub fn strike(market: &Market, bps: u32) -> u64 {
    let tick = market.params.strike_tick.max(1);
    (share(market.risk.price, bps) / tick).max(1) * tick
}
