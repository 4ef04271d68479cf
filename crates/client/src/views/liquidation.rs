//! A liquidation before it is sent, by the function that carries it out in the program.

use anchor_lang::prelude::Pubkey;
use ballast::{
    clearing::{take_out, Target},
    errors::BallastError,
    health::require_initial_margin,
    state::{MarginAccount, Market, Position},
};
use option_risk::{
    breaker::Action,
    liquidation::{Means, Plan},
    oracle::Use,
};

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
    let target = Target {
        account: &mut after,
        series: *series,
        means,
        max_contracts,
    };
    let taken = take_out(&mut market, target, limit, now).map_err(refusal)?;
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
