//! A margin account after something its owner may do, by the functions that do it in the program.

use anchor_lang::prelude::Pubkey;
use ballast::{
    constants::MAX_EXPIRY_DAYS,
    errors::BallastError,
    health::require_initial_margin,
    state::{MarginAccount, Market, Position, Series},
};
use option_risk::{breaker::Action, calendar, oracle::Use, units::Kind};

use crate::errors::refusal;

/// Options to be written, of a series that may not exist yet.
#[derive(Clone, Copy, Debug)]
pub struct Writing<'a> {
    /// The series' address.
    pub address: Pubkey,
    /// The series, if it exists; its terms are then those below.
    pub series: Option<&'a Series>,
    /// Feed units.
    pub strike: u64,
    /// Unix seconds.
    pub expiry_ts: i64,
    /// Contracts, atoms.
    pub contracts: u64,
}

/// Calendar moments that a series created now may expire at, ascending.
pub fn calendar(market: &Market, now: i64) -> Vec<i64> {
    let after = now.max(market.risk.publish_ts);
    let within = |expiry_ts: &i64| {
        *expiry_ts > after && calendar::validate_expiry(*expiry_ts, now, 0, MAX_EXPIRY_DAYS).is_ok()
    };
    let days = 0..=MAX_EXPIRY_DAYS;
    let mut found: Vec<i64> = days
        .filter_map(|days| calendar::next_expiry(now, days).ok())
        .filter(within)
        .collect();
    found.dedup();
    found
}

/// The account after `write_option` at `now` and the market's last print, with `create_series` before it where there is
/// none, or the program's refusal. Where the oracle's print has been taken in already, a strike near the bounds of what may be
/// created is judged by that, and by the program by the price before it.
pub fn written(
    market: &Market,
    account: &MarginAccount,
    writing: &Writing,
    now: i64,
) -> Result<MarginAccount, BallastError> {
    let (mut market, mut account) = (Box::new(*market), account.clone());
    let kind = account.kind().map_err(refusal)?;
    if writing.contracts == 0 {
        return Err(BallastError::ZeroAmount);
    }
    let mut series = match writing.series {
        Some(series) => series.clone(),
        None => created(&mut market, kind, writing, now).map_err(refusal)?,
    };
    if series.kind != account.kind {
        return Err(BallastError::WrongKind);
    }
    // The settlement price is fixed by the first print at or after the expiry.
    if now.max(market.risk.publish_ts) >= series.expiry_ts {
        return Err(BallastError::SeriesExpired);
    }
    require(&market, Action::WriteOption, now)?;
    let mut write = || {
        account.add(&Position {
            short: writing.contracts,
            ..series.position(writing.address)
        })?;
        account.require_no_dust(&writing.address, market.params.liquidation.tiny_contracts)?;
        series.add_shorts(writing.contracts, 0)?;
        market.open_written(&mut series, &account, writing.contracts)?;
        let short = BallastError::InsufficientMargin;
        require_initial_margin(&market, &mut account, now, short)
    };
    write().map_err(refusal)?;
    Ok(account)
}

/// The account after `withdraw_collateral` of `collateral` and `withdraw_option` of `options` (of a series, atoms) at `now`
/// and the market's last print, or the program's refusal. An account without shorts needs neither price nor breaker.
pub fn withdrawn(
    market: &Market,
    account: &MarginAccount,
    collateral: u64,
    options: Option<(&Pubkey, u64)>,
    now: i64,
) -> Result<MarginAccount, BallastError> {
    if collateral == 0 && options.is_none() || options.is_some_and(|(_, contracts)| contracts == 0)
    {
        return Err(BallastError::ZeroAmount);
    }
    let mut account = account.clone();
    let is_flat = account.is_flat();
    if !is_flat {
        require(market, Action::WithdrawCollateral, now)?;
    }
    account.debit(collateral).map_err(refusal)?;
    if let Some((series, contracts)) = options {
        account.reduce_long(series, contracts).map_err(refusal)?;
    }
    if !is_flat {
        let short = BallastError::InsufficientMargin;
        require_initial_margin(market, &mut account, now, short).map_err(refusal)?;
    }
    Ok(account)
}

/// The account after `close_short` of `contracts`, or the program's refusal. Neither price nor breaker has a say in it.
pub fn closed(
    market: &Market,
    account: &MarginAccount,
    series: &Pubkey,
    contracts: u64,
) -> Result<MarginAccount, BallastError> {
    if contracts == 0 {
        return Err(BallastError::ZeroAmount);
    }
    let mut account = account.clone();
    let tiny = market.params.liquidation.tiny_contracts;
    account.reduce_short(series, contracts).map_err(refusal)?;
    account.require_no_dust(series, tiny).map_err(refusal)?;
    Ok(account)
}

/// The breaker's word and the price's fitness.
fn require(market: &Market, action: Action, now: i64) -> Result<(), BallastError> {
    market.permit(action, now).map_err(refusal)?;
    market.require_fit(Use::of(action), now).map_err(refusal)
}

/// A series as `create_series` leaves it, as far as writing looks at it.
fn created(
    market: &mut Market,
    kind: Kind,
    writing: &Writing,
    now: i64,
) -> anchor_lang::Result<Series> {
    market.require_series(kind, writing.strike, writing.expiry_ts, now)?;
    market.join_expiry(writing.expiry_ts)?;
    Ok(Series::new(
        Pubkey::default(),
        kind,
        writing.strike,
        writing.expiry_ts,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        example::{self, DOLLAR, EXPIRY, NOW, SOL},
        views::health,
    };

    /// With strikes a dollar apart.
    fn market() -> Box<Market> {
        let mut market = example::market(200 * DOLLAR).unwrap();
        market.params.strike_tick = DOLLAR;
        market
    }

    fn writing(series: Option<&Series>, strike: u64, sols: u64) -> Writing<'_> {
        Writing {
            address: example::series(strike * DOLLAR).series,
            series,
            strike: strike * DOLLAR,
            expiry_ts: EXPIRY,
            contracts: sols * SOL,
        }
    }

    #[test]
    fn a_series_that_does_not_exist_is_created_first() {
        let market = market();
        let account = example::writer(0, 210 * DOLLAR, 50).unwrap();
        let write = |writing| written(&market, &account, &writing, NOW);
        let after = write(writing(None, 210, 10)).unwrap();
        assert_eq!(after.shorts(), 10 * SOL);
        let health = health(&market, &after, NOW).unwrap();
        assert!(health.collateral >= health.initial.required);
        for (writing, why) in [
            (writing(None, 210, 0), BallastError::ZeroAmount),
            (writing(None, 20, 10), BallastError::InvalidStrike),
            (writing(None, 210, 2_000), BallastError::InsufficientMargin),
            (
                Writing {
                    expiry_ts: EXPIRY + 1,
                    ..writing(None, 210, 10)
                },
                BallastError::InvalidExpiry,
            ),
        ] {
            assert_eq!(write(writing).unwrap_err(), why);
        }
    }

    #[test]
    fn only_what_initial_margin_leaves_may_be_withdrawn() {
        let market = market();
        let account = example::writer(10, 210 * DOLLAR, 20).unwrap();
        let health = health(&market, &account, NOW).unwrap();
        let free = health.collateral - health.initial.required;
        let take = |atoms| withdrawn(&market, &account, atoms, None, NOW);
        assert_eq!(take(free).unwrap().collateral, health.initial.required);
        assert_eq!(
            take(free + 1).unwrap_err(),
            BallastError::InsufficientMargin
        );
        // Without shorts all of it, whatever the price's age.
        let flat = example::writer(0, 210 * DOLLAR, 20).unwrap();
        let later = NOW + 86_400;
        assert!(withdrawn(&market, &flat, flat.collateral, None, later).is_ok());
        assert!(withdrawn(&market, &account, 1, None, later).is_err());
    }

    #[test]
    fn a_short_is_closed_whole_or_not_to_dust() {
        let mut market = market();
        market.params.liquidation.tiny_contracts = SOL;
        let account = example::writer(10, 210 * DOLLAR, 20).unwrap();
        let series = example::series(210 * DOLLAR).series;
        let close = |contracts| closed(&market, &account, &series, contracts);
        assert_eq!(close(9 * SOL).unwrap().shorts(), SOL);
        assert!(close(10 * SOL).unwrap().is_flat());
        let why = close(10 * SOL - 1).unwrap_err();
        assert_eq!(why, BallastError::ShortTooSmall);
        assert!(close(0).is_err() && close(10 * SOL + 1).is_err());
    }

    #[test]
    fn the_calendar_is_what_a_series_may_be_created_for() {
        let market = market();
        let found = calendar(&market, NOW);
        assert!(found.contains(&EXPIRY));
        assert!(found.windows(2).all(|two| two[0] < two[1]));
        for expiry_ts in found {
            let allowed = market.require_series(Kind::Call, 210 * DOLLAR, expiry_ts, NOW);
            assert!(allowed.is_ok(), "{expiry_ts}");
        }
    }
}
