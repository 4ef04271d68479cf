//! The most of something that an account's margin and the market's caps leave room for, whatever the breaker says.

use anchor_lang::prelude::Pubkey;
use ballast::{
    errors::BallastError,
    state::{MarginAccount, Market, Series},
};
use option_risk::{liquidation::Means, open_interest, RiskError};

use super::{health, liquidation, what_if, PositionChange, WhatIf};

/// The most collateral that may be taken out. [`RiskError::ExpiredLeg`] while a short has expired.
pub fn most_withdrawn(
    market: &Market,
    account: &MarginAccount,
    now: i64,
) -> Result<u64, RiskError> {
    if account.is_flat() {
        return Ok(account.collateral);
    }
    let health = health(market, account, now)?;
    Ok(health.collateral.saturating_sub(health.initial.required))
}

/// The most options of a series in the account that may be taken out. Errors as [`most_withdrawn`].
pub fn most_options_withdrawn(
    market: &Market,
    account: &MarginAccount,
    series: &Pubkey,
    now: i64,
) -> Result<u64, RiskError> {
    let Some(position) = account.position(series) else {
        return Ok(0);
    };
    if account.is_flat() {
        return Ok(position.long);
    }
    health(market, account, now)?;
    Ok(greatest(position.long, 1, |options| {
        let change = i64::try_from(options).map(|options| PositionChange {
            strike: position.strike,
            expiry_ts: position.expiry_ts,
            short: 0,
            long: -options,
        });
        change.is_ok_and(|change| leaves_initial(market, account, change, now))
    }))
}

/// The most contracts of these terms that may be written, `series` being theirs if there is one. Errors as
/// [`most_withdrawn`].
pub fn most_written(
    market: &Market,
    account: &MarginAccount,
    series: Option<&Series>,
    (strike, expiry_ts): (u64, i64),
    now: i64,
) -> Result<u64, RiskError> {
    health(market, account, now)?;
    let room = room(market, account, series);
    Ok(greatest(room, 1, |contracts| {
        let change = i64::try_from(contracts).map(|short| PositionChange {
            strike,
            expiry_ts,
            short,
            long: 0,
        });
        change.is_ok_and(|change| leaves_initial(market, account, change, now))
    }))
}

/// As much of a short of `account` as `liquidator` can take over, to within `near` contracts; the program's refusal
/// where nobody can.
pub fn most_taken_over(
    market: &Market,
    account: &MarginAccount,
    series: &Pubkey,
    liquidator: &MarginAccount,
    near: u64,
    now: i64,
) -> Result<u64, BallastError> {
    let plan = |most| liquidation(market, account, series, Means::Takeover, most, now);
    let whole = plan(u64::MAX)?.plan.contracts;
    Ok(greatest(whole, near, |contracts| {
        plan(contracts).is_ok_and(|plan| plan.taken_by(market, liquidator, now).is_ok())
    }))
}

/// What the caps on open interest leave.
fn room(market: &Market, account: &MarginAccount, series: Option<&Series>) -> u64 {
    let caps = &market.params.open_interest;
    let in_series = series.map_or(0, |series| series.written);
    greatest(u64::MAX, 1, |contracts| {
        let sum = |present: u64| present.checked_add(contracts);
        let (Some(market), Some(series), Some(account)) =
            (sum(market.written), sum(in_series), sum(account.shorts()))
        else {
            return false;
        };
        open_interest::allow(caps, market, series).is_ok()
            && open_interest::allow_account(caps, account).is_ok()
    })
}

/// Whether the account holds its initial margin after the change.
fn leaves_initial(
    market: &Market,
    account: &MarginAccount,
    change: PositionChange,
    now: i64,
) -> bool {
    let changed = WhatIf {
        positions: vec![change],
        ..WhatIf::default()
    };
    what_if(market, account, &changed, now).is_ok_and(|health| health.meets_initial())
}

/// The greatest amount up to `most` that `fits`, which holds of every lesser amount too; zero if none does. It is found
/// to within `near`, from below.
fn greatest(most: u64, near: u64, fits: impl Fn(u64) -> bool) -> u64 {
    if fits(most) {
        return most;
    }
    let (mut fitting, mut beyond) = (0, most);
    while beyond - fitting > near.max(1) {
        let half = fitting + (beyond - fitting) / 2;
        match fits(half) {
            true => fitting = half,
            false => beyond = half,
        }
    }
    fitting
}

#[cfg(test)]
mod tests {
    use ballast::state::Position;

    use super::*;
    use crate::example::{self, DOLLAR, EXPIRY, NOW, SOL};

    #[test]
    fn the_greatest_amount_is_found() {
        for most in [0, 1, 999, u64::MAX] {
            for limit in [0, 1, 2, 500, 999, u64::MAX] {
                assert_eq!(greatest(most, 1, |amount| amount <= limit), most.min(limit));
            }
        }
        let about = greatest(u64::MAX, 100, |amount| amount <= 1_000_000);
        assert!((999_900..=1_000_000).contains(&about), "{about}");
        assert_eq!(greatest(7, 0, |_| false), 0);
    }

    #[test]
    fn collateral_beyond_initial_margin_may_be_withdrawn() {
        let market = example::market(200 * DOLLAR).unwrap();
        let account = example::writer(10, 210 * DOLLAR, 20).unwrap();
        let most = most_withdrawn(&market, &account, NOW).unwrap();
        let takes = |atoms| crate::views::withdrawn(&market, &account, atoms, None, NOW).is_ok();
        assert!(most > 0 && takes(most) && !takes(most + 1));
        let flat = example::writer(0, 210 * DOLLAR, 20).unwrap();
        assert_eq!(most_withdrawn(&market, &flat, NOW).unwrap(), 20 * SOL);
        let expired = most_withdrawn(&market, &account, EXPIRY);
        assert_eq!(expired, Err(RiskError::ExpiredLeg));
    }

    #[test]
    fn margin_and_each_cap_bound_what_may_be_written() {
        let mut market = example::market(200 * DOLLAR).unwrap();
        let account = example::writer(10, 210 * DOLLAR, 50).unwrap();
        let terms = (210 * DOLLAR, EXPIRY);
        let most = |market: &Market| most_written(market, &account, None, terms, NOW).unwrap();
        let by_margin = most(&market);
        let change = |short: u64| PositionChange {
            strike: terms.0,
            expiry_ts: terms.1,
            short: short as i64,
            long: 0,
        };
        assert!(leaves_initial(&market, &account, change(by_margin), NOW));
        assert!(!leaves_initial(
            &market,
            &account,
            change(by_margin + 1),
            NOW
        ));

        market.params.open_interest.account_contracts = 15 * SOL;
        assert_eq!(most(&market), 5 * SOL);
        market.params.open_interest.series_contracts = 3 * SOL;
        assert_eq!(most(&market), 3 * SOL);
        market.written = 8 * SOL;
        market.params.open_interest.market_contracts = 10 * SOL;
        assert_eq!(most(&market), 2 * SOL);
        market.written = 11 * SOL;
        assert_eq!(most(&market), 0);
    }

    #[test]
    fn options_beyond_those_that_margin_leans_on_may_be_withdrawn() {
        let market = example::market(200 * DOLLAR).unwrap();
        let mut account = example::writer(10, 210 * DOLLAR, 50).unwrap();
        let bare = health(&market, &account, NOW).unwrap().initial.required;
        let bought = example::series(220 * DOLLAR);
        let held = 10 * SOL;
        account
            .add(&Position {
                long: held,
                ..Position::of(bought.series, bought.strike, bought.expiry_ts)
            })
            .unwrap();
        let offset = health(&market, &account, NOW).unwrap().initial.required;
        account.collateral = offset + (bare - offset) / 2;
        let most = most_options_withdrawn(&market, &account, &bought.series, NOW).unwrap();
        assert!(most > 0 && most < held, "{most}");
        let takes = |options| {
            let options = Some((&bought.series, options));
            crate::views::withdrawn(&market, &account, 0, options, NOW).is_ok()
        };
        assert!(takes(most) && !takes(most + 1));
    }

    #[test]
    fn a_liquidator_takes_over_what_its_own_margin_carries() {
        let market = example::market(200 * DOLLAR).unwrap();
        let mut account = example::writer(10, 210 * DOLLAR, 50).unwrap();
        let required = health(&market, &account, NOW).unwrap();
        account.collateral = required.maintenance.required * 9 / 10;
        let mut liquidator = example::writer(0, 210 * DOLLAR, 50).unwrap();
        liquidator.collateral = required.initial.required / 20;
        let (series, near) = (example::series(210 * DOLLAR).series, SOL / 1_000);
        let plan = |contracts| {
            liquidation(&market, &account, &series, Means::Takeover, contracts, NOW).unwrap()
        };
        let most = most_taken_over(&market, &account, &series, &liquidator, near, NOW).unwrap();
        assert!(most > 0 && most < plan(u64::MAX).plan.contracts, "{most}");
        let takes = |contracts| plan(contracts).taken_by(&market, &liquidator, NOW).is_ok();
        assert!(takes(most) && !takes(most + near));
    }
}
