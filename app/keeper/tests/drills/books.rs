//! Whether every token is somewhere, and whether everybody has left.

use anchor_lang::prelude::Pubkey;
use ballast_harness::{Actor, Conservation, World};
use option_risk::units::Kind;

use crate::drill::Drill;

impl Drill {
    /// Every invariant holds, and every token ever minted is the people's, the program's or the insurance fund's.
    #[track_caller]
    pub fn balance(&mut self) {
        let fund = self.world.keys.insurance_authority();
        for kind in Kind::ALL {
            let is_open = self.world.backstop_state(kind).is_some();
            if is_open && !self.world.margins.contains(&(fund, kind)) {
                self.world.margins.push((fund, kind));
            }
        }
        self.world.audit().expect("books that balance");
        for kind in Kind::ALL {
            let mut found = self.world.conservation(kind).held + self.world.insurance(kind);
            for owner in self.people.clone() {
                found += self.world.wallet(&owner, kind);
            }
            let minted = self.world.supply(&self.world.keys.collateral_mint(kind));
            assert_eq!(found, minted, "{kind:?}: found, minted");
        }
    }

    /// As [`Self::balance`], when nobody is owed anything any more; what the pools keep of roundings is returned.
    #[track_caller]
    pub fn everybody_has_left(&mut self) -> [u64; 2] {
        self.balance();
        for series in self.world.series.clone() {
            assert_eq!(self.world.supply(&series.option_mint), 0, "{series:?}");
        }
        for vault in self.world.vaults.clone() {
            assert_eq!(self.world.supply(&vault.share_mint), 0, "shares");
        }
        // The fund's own cannot be closed.
        for (owner, kind) in self.world.margins.clone() {
            assert_eq!(owner, self.world.keys.insurance_authority());
            assert!(self.world.backstop_state(kind).unwrap().is_empty());
        }
        Kind::ALL.map(|kind| {
            let Conservation { held, owed } = self.world.conservation(kind);
            assert_eq!(held, owed, "{kind:?}: held, owed");
            held
        })
    }
}

/// Takes all there is out of a flat margin account, and closes it; how much it was.
#[track_caller]
pub fn shut(world: &mut World, owner: &Actor, kind: Kind) -> u64 {
    let collateral = collateral(world, &owner.key(), kind);
    if collateral > 0 {
        world.withdraw(owner, kind, collateral).expect("flat");
    }
    world.close_margin(owner, kind).expect("empty");
    collateral
}

/// What a margin account holds.
pub fn collateral(world: &mut World, owner: &Pubkey, kind: Kind) -> u64 {
    world.margin(owner, kind).expect("an account").collateral
}
