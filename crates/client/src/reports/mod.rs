//! What people and other programs are shown of accounts: the views of this crate as data that can be written as JSON.
//!
//! The command line prints them, and the web page gets them as they are (cargo feature `web`: their TypeScript). Nothing is
//! decided here. Amounts are atoms and prices feed units, unless a field says otherwise; volatilities are a year, 1 for 100%;
//! times unix seconds. `f64` fields are for display only.
//!
//! ```
//! use ballast_client::{example::{self, DOLLAR, NOW}, reports};
//!
//! let market = example::market(200 * DOLLAR)?;
//! let status = reports::status(&example::keys().market, &market, &[], &[], NOW)?;
//! assert_eq!((status.price.last, status.stage.name), (200.0, "throttle"));
//!
//! let account = example::writer(10, 210 * DOLLAR, 3)?;
//! let report = reports::margin(&market, &account, NOW).map_err(|why| why.to_string())?;
//! assert_eq!(report.margin.ok_or("an expired short")?.collateral, 3_000_000_000);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// Fields say what they are by their names, which are the JSON's keys; what they count in is said of the struct.
#![allow(missing_docs)]

mod liquidation;
mod margin;
mod option;
mod pending;
mod status;
mod vault;

pub use liquidation::{liquidation, Carried, LiquidationReport};
pub use margin::{
    margin, margin_state, summary, Auction, MarginPosition, MarginReport, MarginState,
    MarginSummary, Required,
};
pub use option::{option, OptionReport};
pub use pending::{change_name, pending, Pending};
pub use status::{
    status, Allowance, Expiry, Gamma, Price, Spot, Standing, Status, Threshold, Volatility, Wall,
    Window,
};
pub use vault::{
    break_even, buyback_fill, deposit, hedge_fill, payoff_of, quote, record, sale_curve, vault,
    whole_share, withdrawal, Asked, Buyback, BuybackFill, Deposit, Greeks, Hedge, HedgeFill, Next,
    OrderState, Payoff, Point, Queue, Quote, RoundOptions, RoundRecord, Running, SalePoint, Tokens,
    VaultReport, Withdrawal,
};
