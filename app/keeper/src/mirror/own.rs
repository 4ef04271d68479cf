//! What the keeper itself holds: SOL, both tokens, and options of the market's series.

use std::collections::HashMap;

use anchor_lang::prelude::Pubkey;
use ballast_client::{ballast::state::Series, rpc::Held, MarketKeys, SeriesKeys};
use option_risk::units::Kind;

/// An amount and the slot it was seen in.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    slot: u64,
    atoms: u64,
    /// Whether there is such an account.
    exists: bool,
}

/// The keeper's own holdings, as last read.
#[derive(Debug, Default)]
pub struct Own {
    me: Option<Pubkey>,
    lamports: Seen,
    /// Token accounts that are followed, whether they exist or not.
    tokens: HashMap<Pubkey, Seen>,
}

impl Own {
    /// Follows the wallet and the token accounts of `me`, if it is known who that is.
    pub fn new(keys: &MarketKeys, me: Option<Pubkey>) -> Self {
        let mut own = Self {
            me,
            ..Self::default()
        };
        for address in own.purse(keys).into_iter().skip(1) {
            own.tokens.insert(address, Seen::default());
        }
        own
    }

    /// Who signs.
    pub fn me(&self) -> Option<Pubkey> {
        self.me
    }

    /// SOL in the wallet.
    pub fn lamports(&self) -> u64 {
        self.lamports.atoms
    }

    /// Atoms in one of the followed token accounts.
    pub fn tokens(&self, address: &Pubkey) -> u64 {
        self.tokens.get(address).map_or(0, |seen| seen.atoms)
    }

    /// Options of a series.
    pub fn options(&self, series: &SeriesKeys) -> u64 {
        let address = self.me.map(|me| series.option_account(&me));
        address.map_or(0, |address| self.tokens(&address))
    }

    /// Tokens of a kind's collateral.
    pub fn collateral(&self, keys: &MarketKeys, kind: Kind) -> u64 {
        let address = self.me.map(|me| keys.collateral_account(&me, kind));
        address.map_or(0, |address| self.tokens(&address))
    }

    /// Whether it has an account for a kind's collateral.
    pub fn has_collateral(&self, keys: &MarketKeys, kind: Kind) -> bool {
        let address = self.me.map(|me| keys.collateral_account(&me, kind));
        let seen = address.and_then(|address| self.tokens.get(&address));
        seen.is_some_and(|seen| seen.exists)
    }

    /// What the keeper pays with: its wallet and its tokens of both kinds.
    pub fn purse(&self, keys: &MarketKeys) -> Vec<Pubkey> {
        let collateral = |me: Pubkey| {
            let of_kind = |kind| keys.collateral_account(&me, kind);
            [me, of_kind(Kind::Call), of_kind(Kind::Put)]
        };
        self.me.map(collateral).into_iter().flatten().collect()
    }

    /// Everything that is followed.
    pub fn addresses(&self) -> Vec<Pubkey> {
        (self.me.into_iter())
            .chain(self.tokens.keys().copied())
            .collect()
    }

    /// Follows the options of a series, unless there is nothing left to redeem in it.
    pub(super) fn follow(&mut self, series: &SeriesKeys, state: &Series) {
        let Some(me) = self.me else { return };
        let address = series.option_account(&me);
        let is_over = state.settled && state.open_shorts == 0 && state.pool_atoms == 0;
        match is_over {
            true => {
                self.tokens.remove(&address);
            }
            false => {
                self.tokens.entry(address).or_default();
            }
        }
    }

    /// Takes an account that was read; false if it is not one of these.
    pub(super) fn apply(&mut self, address: &Pubkey, held: Option<&Held>, slot: u64) -> bool {
        if self.me == Some(*address) {
            let atoms = held.map(|held| held.lamports);
            take(&mut self.lamports, slot, atoms);
            return true;
        }
        let Some(seen) = self.tokens.get_mut(address) else {
            return false;
        };
        take(seen, slot, held.and_then(Held::tokens));
        true
    }
}

fn take(seen: &mut Seen, slot: u64, atoms: Option<u64>) {
    if slot >= seen.slot {
        *seen = Seen {
            slot,
            atoms: atoms.unwrap_or(0),
            exists: atoms.is_some(),
        };
    }
}
