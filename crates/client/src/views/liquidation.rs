//! A liquidation before it is sent, by the function that carries it out in the program.

use anchor_lang::prelude::Pubkey;
use ballast::{
    clearing::{take_out, Asked},
    errors::BallastError,
    health::require_initial_margin,
    state::{MarginAccount, Market, Position},
};
use option_risk::{
    breaker::Action,
    liquidation::{Means, Plan},
    oracle::Use,
    RiskError,
};

use super::position_alone;
use crate::errors::refusal;

/// A liquidation as the program would carry it out.
#[derive(Clone, Debug)]
pub struct Liquidation {
    /// Sizes and payments, collateral atoms.
    pub plan: Plan,
    /// Bonus of the auction, bps of the requirement freed.
    pub bonus_bps: u32,
    /// What of the payment goes to whoever takes the short, or burns options for it.
    pub received: u64,
    /// What else moves with the short.
    pub carried: Vec<Position>,
    /// The short taken.
    pub taken: Position,
    /// The account it leaves.
    pub after: MarginAccount,
}

/// The liquidation of up to `max_contracts` of a short of `account` at `now` and the market's last print, or the
/// program's refusal.
pub fn liquidation(
    market: &Market,
    account: &MarginAccount,
    series: &Pubkey,
    means: Means,
    max_contracts: u64,
    now: i64,
) -> Result<Liquidation, BallastError> {
    if max_contracts == 0 {
        return Err(BallastError::ZeroAmount);
    }
    let short = *account.position(series).ok_or(BallastError::NoPosition)?;
    let action = Action::Liquidate;
    let limit = market.permit(action, now).map_err(refusal)?;
    market.require_fit(Use::of(action), now).map_err(refusal)?;
    let (mut market, mut after) = (*market, account.clone());
    let asked = Asked {
        series: *series,
        means,
        max_contracts,
    };
    let taken = take_out(&mut market, &mut after, &asked, limit, now).map_err(refusal)?;
    Ok(Liquidation {
        bonus_bps: taken.bonus_bps,
        received: taken.received().map_err(refusal)?,
        taken: Position {
            short: taken.plan.contracts,
            ..Position::of(short.series, short.strike, short.expiry_ts)
        },
        plan: taken.plan,
        carried: taken.carried,
        after,
    })
}

impl Liquidation {
    /// The liquidator's account after it has taken the short over, or the program's refusal.
    pub fn taken_by(
        &self,
        market: &Market,
        liquidator: &MarginAccount,
        now: i64,
    ) -> Result<MarginAccount, BallastError> {
        let mut account = liquidator.clone();
        account.add(&self.taken).map_err(refusal)?;
        for position in &self.carried {
            account.add(position).map_err(refusal)?;
        }
        account.credit(self.received).map_err(refusal)?;
        let unfit = BallastError::LiquidatorUnhealthy;
        require_initial_margin(market, &mut account, now, unfit).map_err(refusal)?;
        Ok(account)
    }
}

/// The bonus a liquidation of `account` would be paid now, bps of the requirement freed, flagged or not.
pub fn auction_bonus_bps(market: &Market, account: &MarginAccount, now: i64) -> u32 {
    let params = &market.params.liquidation;
    (account.auction()).bonus_bps(params, now, market.closed_secs(now))
}

/// The short of `account` that requires most by itself, of equal ones the first; none where every short is matched.
pub fn heaviest_short<'a>(
    market: &Market,
    account: &'a MarginAccount,
    now: i64,
) -> Result<Option<&'a Position>, RiskError> {
    let mut heaviest = None;
    for position in account.positions.iter().filter(|p| p.short > p.long) {
        let required = position_alone(market, account, position, now)?.required;
        if heaviest.is_none_or(|(most, _)| required > most) {
            heaviest = Some((required, position));
        }
    }
    Ok(heaviest.map(|(_, position)| position))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::{self, DOLLAR, NOW, SOL};

    /// An account with positions of so many dollars' strike, short and long.
    fn account(positions: &[(u64, u64, u64)]) -> MarginAccount {
        let mut account = example::writer(0, 100 * DOLLAR, 50).expect("an account");
        for (strike, short, long) in positions {
            let series = example::series(strike * DOLLAR);
            let position = Position {
                short: short * SOL,
                long: long * SOL,
                ..Position::of(series.series, series.strike, series.expiry_ts)
            };
            account.add(&position).expect("room");
        }
        account
    }

    fn heaviest(positions: &[(u64, u64, u64)]) -> Option<u64> {
        let market = example::market(200 * DOLLAR).expect("a market");
        let account = account(positions);
        let short = heaviest_short(&market, &account, NOW).expect("a valuation");
        short.map(|short| short.strike / DOLLAR)
    }

    #[test]
    fn the_heaviest_short_is_the_one_that_requires_most_by_itself() {
        assert_eq!(heaviest(&[]), None);
        assert_eq!(heaviest(&[(210, 2, 2), (220, 0, 5)]), None);
        assert_eq!(heaviest(&[(210, 5, 0), (260, 5, 0)]), Some(210));
        assert_eq!(heaviest(&[(260, 5, 0), (210, 5, 0)]), Some(210));
        assert_eq!(heaviest(&[(210, 1, 0), (220, 9, 0)]), Some(220));
        // Most of the nearer one is matched.
        assert_eq!(heaviest(&[(210, 9, 8), (220, 5, 0)]), Some(220));
        // Of equal ones the first.
        assert_eq!(heaviest(&[(210, 5, 0), (210, 0, 0)]), Some(210));
    }
}
