//! A market out of thin air, for examples and tests that need no chain.
//!
//! Everything in it is made as the program makes it, at the risk library's default parameters: SOL against USDC, prices
//! in units of 10^-8 dollars.
//!
//! ```
//! use ballast_client::{example, views};
//!
//! let market = example::market(200 * example::DOLLAR)?;
//! let writer = example::writer(10, 210 * example::DOLLAR, 3)?;
//! let health = views::health(&market, &writer, example::NOW)?;
//! assert!(!health.is_liquidatable());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use anchor_lang::prelude::Pubkey;
use ballast::{
    constants::INSURANCE_SEED,
    oracle::OracleKind,
    state::{MarginAccount, Market, MarketParams, Position},
};
use bytemuck::Zeroable;
use option_math::Vol;
use option_risk::{oracle::Print, units::Kind, RiskError};

use crate::{address, MarketKeys, SeriesKeys, PROGRAM_ID};

/// One dollar in the market's prices.
pub const DOLLAR: u64 = 100_000_000;
/// One SOL, and one contract, in atoms.
pub const SOL: u64 = 1_000_000_000;
/// The moment it is, unix seconds: 22 November 2026, 10:00 UTC.
pub const NOW: i64 = 1_795_341_600;
/// When the options of [`series`] expire, unix seconds: 4 December 2026, 08:00 UTC.
pub const EXPIRY: i64 = 1_796_371_200;
/// Whose account [`writer`] is.
pub const OWNER: Pubkey = Pubkey::new_from_array([4; 32]);

/// The market's addresses.
pub fn keys() -> MarketKeys {
    let [creator, base, quote] = [1, 2, 3].map(|byte| Pubkey::new_from_array([byte; 32]));
    let token = anchor_spl::token::ID;
    let feed = [5; 32];
    MarketKeys::derive(
        address::protocol(&creator),
        (base, token),
        (quote, token),
        Pubkey::new_from_array(feed),
        &feed,
    )
}

/// The market as it is created at `price`, in its units, at [`NOW`].
pub fn market(price: u64) -> Result<Box<Market>, RiskError> {
    let keys = keys();
    let mut market = Box::new(Market::zeroed());
    market.version = ballast::state::Version::CURRENT.byte();
    let insurance = [INSURANCE_SEED, keys.market.as_ref()];
    market.insurance_bump = Pubkey::find_program_address(&insurance, &PROGRAM_ID).1;
    market.oracle_kind = OracleKind::Legacy as u8;
    (market.base_decimals, market.quote_decimals) = (9, 6);
    market.price_exponent = -8;
    market.protocol = keys.protocol;
    (market.base_mint, market.quote_mint) = (keys.base_mint, keys.quote_mint);
    (market.feed, market.origin_feed) = (keys.oracle.to_bytes(), keys.oracle.to_bytes());
    (market.base_custody, market.quote_custody) =
        (keys.custody(Kind::Call), keys.custody(Kind::Put));
    (market.base_insurance, market.quote_insurance) =
        (keys.insurance(Kind::Call), keys.insurance(Kind::Put));
    market.params = MarketParams::default();
    let params = market.params;
    let print = Print {
        price,
        publish_ts: NOW,
        prev_publish_ts: NOW,
        ema_price: 0,
    };
    let risk = &mut market.risk;
    risk.open_in_place(
        &params.risk(),
        &print,
        Vol::from_bps(params.initial_vol_bps),
        Vol::from_bps(params.implied_vol_bps),
        NOW,
    )?;
    Ok(market)
}

/// A series of its calls, by strike in its units; it expires at [`EXPIRY`].
pub fn series(strike: u64) -> SeriesKeys {
    SeriesKeys::derive(&keys(), Kind::Call, strike, EXPIRY)
}

/// The account of [`OWNER`], who has written so many contracts of [`series`] against so many SOL.
pub fn writer(contracts: u64, strike: u64, sol: u64) -> anchor_lang::Result<MarginAccount> {
    let mut account = MarginAccount::new(keys().market, OWNER, Kind::Call, 255);
    account.credit(sol * SOL)?;
    let series = series(strike);
    account.add(&Position {
        short: contracts * SOL,
        ..Position::of(series.series, series.strike, series.expiry_ts)
    })?;
    Ok(account)
}
