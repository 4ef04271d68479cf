//! Depositors come and go at nobody's cost.

use ballast::state::{Market, Vault};
use option_risk::{
    shares::{VIRTUAL_ASSETS, VIRTUAL_SHARES},
    units::Kind,
};

/// The actions in which depositors come and go.
const QUEUE: [&str; 7] = [
    "roll_round",
    "queue_deposit",
    "cancel_deposit",
    "claim_shares",
    "queue_withdrawal",
    "cancel_withdrawal",
    "exits",
];

/// Parts of an atom that worth is counted in: whole atoms would hide what little one may take of others.
const PARTS: u64 = 1_000;

/// What a vault's shares stand for.
pub struct Stake {
    /// Of the market.
    price: u64,
    /// Of all assets at that price, in parts of a collateral atom, rounded down.
    worth: u128,
    supply: u64,
    /// Shares that leave at the next roll.
    leaving: u64,
    /// Shares charged as fees so far.
    fees: u64,
}

impl Stake {
    pub fn of(market: &Market, vault: &Vault, supply: u64) -> Self {
        let kind = vault.kind().expect("a kind");
        let (collateral, other) = vault.book.assets.assets().split(kind);
        let (scale, price) = (market.scale(), market.risk.price.max(1));
        let other = match kind {
            Kind::Call => scale.base_for_quote_down(other * PARTS, price),
            Kind::Put => scale.quote_for_base_down(other * PARTS, price),
        };
        let other = other.expect("no more than there are");
        Self {
            price,
            worth: u128::from(collateral) * u128::from(PARTS) + u128::from(other),
            supply,
            leaving: vault.book.pending_withdrawals,
            fees: vault.book.fee_shares,
        }
    }

    /// What one share is worth, virtual ones included: parts of an atom by shares.
    fn price(&self) -> (u128, u128) {
        let own = u128::from(VIRTUAL_ASSETS) * u128::from(PARTS);
        let supply = u128::from(self.supply) + u128::from(VIRTUAL_SHARES);
        (self.worth + own, supply)
    }
}

/// Queueing, leaving and claiming take nothing from those who stay, at an unchanged price.
pub fn require(before: &[Stake], after: &[Stake], action: &str) -> Result<(), String> {
    if !QUEUE.contains(&action) {
        return Ok(());
    }
    for (old, new) in before.iter().zip(after) {
        let stays = old.supply > old.leaving;
        if old.price != new.price || old.fees != new.fees || !stays {
            continue;
        }
        let ((old_worth, old_supply), (new_worth, new_supply)) = (old.price(), new.price());
        // Worth is rounded down, by less than a part.
        if (new_worth + 1) * old_supply < old_worth * new_supply {
            return Err(format!(
                "a share fell from {old_worth}/{old_supply} to {new_worth}/{new_supply}"
            ));
        }
    }
    Ok(())
}
