//! Whether the program would take on new risk now, and why not.

use ballast::state::Market;
use option_risk::{
    breaker::Action,
    oracle::{Rejection, Use},
};

/// What refuses an action at the market's last print, in words; `None` if nothing does.
pub fn refusal(market: &Market, action: Action, now: i64) -> Option<&'static str> {
    if market.permit(action, now).is_err() {
        return Some("breaker");
    }
    let fitness = market
        .risk
        .fit_for(&market.params.risk(), Use::of(action), now);
    match fitness {
        Ok(()) => None,
        Err(Rejection::DivergesFromStable) => Some("price far from the stable price"),
        Err(Rejection::DivergesFromEma) => Some("price far from the feed's average"),
        Err(_) => Some("price out of date"),
    }
}
