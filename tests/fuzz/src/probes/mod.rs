//! Actions at the edges: what an honest client never sends, and situations that chance hardly makes.

mod margin;
mod market;
mod vaults;

use ballast::errors::BallastError;

use crate::actions::{always, Action};

/// Every one of them.
pub const ACTIONS: &[Action] = &[
    always("odd series", market::odd_series),
    always("old receipts", vaults::old_receipts),
    always("twice", margin::twice),
    always("the fund's account", margin::fund_account),
    always("caps", margin::caps),
    always("another vault", vaults::another_vault),
    always("another series", vaults::another_series),
    always("wind down", vaults::wind_down),
    always("limits", vaults::limits),
    always("same slot", vaults::same_slot),
    always("another feed", market::another_feed),
    always("pin_settlement", market::pin),
    always("an average far off", market::average_far_off),
    always("liquidate with nothing", margin::with_nothing),
    always("long and short", margin::long_and_short),
    always("many places", margin::many_places),
];

/// The errors that guard what cannot happen; every other one must be reached.
pub const GUARDS: [BallastError; 2] = [BallastError::Math, BallastError::InvariantBroken];
