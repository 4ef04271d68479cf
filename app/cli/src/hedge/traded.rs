//! What a trade did to a vault.

use ballast_client::ballast::state::Vault;
use option_risk::units::Kind;

use crate::{format::grouped, rpc::Desk};

/// Atoms that changed hands.
pub struct Traded {
    pub base: u64,
    pub quote: u64,
}

impl Traded {
    /// By the difference it made, for a node that keeps no log.
    pub fn between(before: &Vault, after: &Vault) -> Self {
        let (before, after) = (&before.book.assets, &after.book.assets);
        Self {
            base: before.base.abs_diff(after.base),
            quote: before.quote.abs_diff(after.quote),
        }
    }

    /// `20 base for 4,004 quote, at 200.2000`.
    pub fn words(&self, desk: &Desk) -> String {
        let whole = |atoms: u64, kind| atoms as f64 / 10f64.powi(desk.decimals(kind).into());
        let (base, quote) = (whole(self.base, Kind::Call), whole(self.quote, Kind::Put));
        let price = match self.base {
            0 => String::new(),
            _ => format!(", at {}", grouped(quote / base, 4)),
        };
        format!(
            "{} for {}{price}",
            desk.collateral(self.base, Kind::Call),
            desk.collateral(self.quote, Kind::Put)
        )
    }
}
