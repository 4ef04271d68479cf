//! Do the books balance?

use anchor_lang::prelude::Pubkey;
use ballast::state::{Amounts, MarginAccount, Round, Series};
use ballast_client::{views::vault_owes, SeriesKeys};
use option_risk::{
    book::{Book, Exposure},
    units::Kind,
};

use crate::world::World;

/// Tokens of one mint: what the program's accounts hold, and what it owes to
/// everybody else (the insurance fund is in neither).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Conservation {
    pub held: u64,
    pub owed: u64,
}

/// Margin accounts, each of a kind of collateral.
type Accounts = [(Kind, MarginAccount)];

/// A sum over all of them.
fn sum(accounts: &Accounts, of: impl Fn(&MarginAccount) -> u64) -> u64 {
    accounts.iter().map(|(_, account)| of(account)).sum()
}

impl World {
    /// Held and owed of the kind's collateral mint, in all.
    pub fn conservation(&mut self, kind: Kind) -> Conservation {
        let mut all = Conservation::default();
        for (_, books) in self.ledger(kind) {
            all.held += books.held;
            all.owed += books.owed;
        }
        all
    }

    /// The same of each of the program's accounts.
    fn ledger(&mut self, kind: Kind) -> Vec<(Pubkey, Conservation)> {
        let market = self.market();
        let collateral = match kind {
            Kind::Call => market.base_collateral,
            Kind::Put => market.quote_collateral,
        };
        let mut owed = vec![(self.keys.custody(kind), collateral)];
        for vault in self.vaults.clone() {
            let all = vault_owes(&self.vault_of(&vault)).expect("a kind");
            owed.push(match kind {
                Kind::Call => (vault.base_account, all.base),
                Kind::Put => (vault.quote_account, all.quote),
            });
        }
        for series in self.series.clone() {
            if series.kind == kind {
                owed.push((series.pool, self.series_state(&series).pool_atoms));
            }
        }
        let books = owed.into_iter().map(|(account, owed)| {
            let held = self.tokens(&account);
            (account, Conservation { held, owed })
        });
        books.collect()
    }

    /// Every invariant that can be seen from outside, at any moment; the first that fails.
    pub fn audit(&mut self) -> Result<(), String> {
        for kind in Kind::ALL {
            // Each by itself: a transfer that is booked and not made leaves the sum as it was.
            for (account, books) in self.ledger(kind) {
                if books.held < books.owed {
                    return Err(format!("{kind:?} in {account}: {books:?}"));
                }
            }
        }
        // Read once: most of what follows sums over all of them.
        let mut accounts = Vec::new();
        for (owner, kind) in self.margins.clone() {
            accounts.extend(self.margin(&owner, kind).map(|account| (kind, account)));
        }
        let mut series = Vec::new();
        for keys in self.series.clone() {
            series.push((keys, self.series_state(&keys)));
        }
        self.audit_collateral(&accounts)?;
        self.audit_supply(&accounts, &series)?;
        self.audit_written(&accounts, &series)?;
        self.audit_deposited(&accounts, &series)?;
        self.audit_book(&series)?;
        self.audit_shares()
    }

    /// The market's collateral is the sum of the accounts'.
    fn audit_collateral(&mut self, accounts: &Accounts) -> Result<(), String> {
        let market = self.market();
        for (kind, booked) in [
            (Kind::Call, market.base_collateral),
            (Kind::Put, market.quote_collateral),
        ] {
            let of_kind = accounts.iter().filter(|(other, _)| *other == kind);
            let sum: u64 = of_kind.map(|(_, account)| account.collateral).sum();
            if sum != booked {
                return Err(format!(
                    "{kind:?} collateral: accounts {sum}, market {booked}"
                ));
            }
        }
        Ok(())
    }

    /// Options of an unsettled series equal its shorts.
    fn audit_supply(
        &mut self,
        accounts: &Accounts,
        all: &[(SeriesKeys, Series)],
    ) -> Result<(), String> {
        let vaults = self.vault_states();
        for (series, state) in all {
            let covered = (vaults.iter()).filter(|vault| vault.sale.series == series.series);
            let shorts = sum(accounts, |account| account.short_of(&series.series))
                + covered.map(|vault| vault.sale.contracts).sum::<u64>();
            let supply = self.supply(&series.option_mint);
            if shorts != state.open_shorts || (!state.settled && shorts != supply) {
                return Err(format!(
                    "series {:?} at {}: supply {supply}, shorts {shorts}, booked {}",
                    series.kind, series.strike, state.open_shorts
                ));
            }
        }
        Ok(())
    }

    /// What margin accounts are short of, per series and in all.
    fn audit_written(
        &mut self,
        accounts: &Accounts,
        all: &[(SeriesKeys, Series)],
    ) -> Result<(), String> {
        let mut total = 0;
        for (series, state) in all {
            let written = sum(accounts, |account| account.short_of(&series.series));
            let booked = state.written;
            if written != booked {
                return Err(format!("{series:?}: written {written}, booked {booked}"));
            }
            total += written;
        }
        let booked = self.market().written;
        match total == booked {
            true => Ok(()),
            false => Err(format!("written {total}, market {booked}")),
        }
    }

    /// Options deposited are held for the accounts they were deposited in.
    fn audit_deposited(
        &mut self,
        accounts: &Accounts,
        all: &[(SeriesKeys, Series)],
    ) -> Result<(), String> {
        for (series, state) in all {
            let deposited = sum(accounts, |account| account.long_of(&series.series));
            let booked = state.deposited;
            let held = self.tokens(&series.option_account(&self.keys.market));
            if deposited != booked || held < booked {
                return Err(format!(
                    "{series:?}: deposited {deposited}, booked {booked}, held {held}"
                ));
            }
        }
        Ok(())
    }

    /// The market's gamma book is the sum of its series' contributions; a settled one has none.
    fn audit_book(&mut self, all: &[(SeriesKeys, Series)]) -> Result<(), String> {
        let booked = self.market().book;
        let mut sum = Book::default();
        let mut add = |contribution: &Exposure| {
            sum.replace(&Exposure::default(), contribution, booked.refreshed_ts)
                .map_err(|error| error.to_string())
        };
        add(&Exposure::default())?; // those that are gone left nothing but the time
        for (_, state) in all {
            let contribution = state.book_contribution();
            if state.settled && contribution != Exposure::default() {
                return Err(format!("settled, yet in the book: {contribution:?}"));
            }
            add(&contribution)?;
        }
        if sum != booked {
            return Err(format!("series {sum:?}, market's book {booked:?}"));
        }
        Ok(())
    }

    /// The escrow holds every share that is queued or whose the fees are, and coverage is never short.
    fn audit_shares(&mut self) -> Result<(), String> {
        for keys in self.vaults.clone() {
            let vault = self.vault_of(&keys);
            let mut claimable = Amounts::default();
            let mut unclaimed = 0;
            for round in 0..vault.book.round {
                let Some(record) = self.fetch::<Round>(&keys.round(round)) else {
                    continue;
                };
                let left = record.unclaimed;
                let back = match record.deposits_refunded {
                    true => Amounts::of(keys.kind, left.deposits),
                    false => Amounts::default(),
                };
                claimable.base += left.assets.base + back.base;
                claimable.quote += left.assets.quote + back.quote;
                unclaimed += left.shares;
            }
            if claimable != vault.book.claimable {
                return Err(format!(
                    "{claimable:?} left to claim, booked {:?}",
                    vault.book.claimable
                ));
            }
            let escrow = self.tokens(&vault.share_escrow);
            let owed = vault.book.pending_withdrawals + vault.book.fee_shares + unclaimed;
            if escrow < owed {
                return Err(format!("share escrow {escrow} under the {owed} owed"));
            }
            let (kind, sale) = (vault.kind().expect("a kind"), vault.sale);
            let scale = self.market().scale();
            let needed = scale.coverage_up(kind, sale.contracts, sale.strike);
            if needed != Ok(sale.coverage) {
                return Err(format!("coverage {needed:?}, booked {}", sale.coverage));
            }
            vault.invariant().map_err(|error| error.to_string())?;
        }
        Ok(())
    }
}
