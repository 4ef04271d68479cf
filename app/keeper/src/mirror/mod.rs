//! What the keeper knows of the chain.
//!
//! Everything in it was read from a node together with the slot it is of; what is older than what is known changes
//! nothing. A websocket's message is a hint only: the account it names is read again, together with market, oracle and
//! clock, so that what is decided on belongs together and a node that numbers its messages wrongly does no harm.

mod decode;
pub mod discovery;
pub mod feed;
mod known;
mod own;

use std::collections::{HashMap, HashSet};

use anchor_lang::prelude::Pubkey;
use ballast_client::{
    accounts,
    ballast::state::{MarginAccount, Market, Series, Vault},
    rpc::{Held, Reading, AT_ONCE, CLOCK},
    views::OracleAccount,
    MarketKeys, SeriesKeys, VaultKeys, PROGRAM_ID,
};
use option_risk::units::Kind;

pub use decode::{decode, Decoded};
pub use known::Known;
pub use own::Own;

/// Slots that what a message tells of may be ahead of the newest look.
const MOST_AHEAD: u64 = 32;
/// Market, oracle, clock and insurance fund of one slot.
#[derive(Clone, Debug)]
pub struct Core {
    /// Slot they are of.
    pub slot: u64,
    /// The market as it is on record.
    pub market: Box<Market>,
    /// The market's oracle account, if there is one.
    pub oracle: Option<Held>,
    /// Unix seconds of the cluster's clock. The machine's own clock decides nothing.
    pub now: i64,
    /// Atoms that the insurance fund has for calls and for puts.
    pub insurance: [u64; 2],
}

impl Core {
    /// The oracle's account at the address that the market's transactions pass, if there is one.
    pub fn oracle_account<'a>(&'a self, keys: &'a MarketKeys) -> Option<OracleAccount<'a>> {
        self.oracle.as_ref().map(|held| OracleAccount {
            address: &keys.oracle,
            owner: &held.owner,
            data: &held.data,
        })
    }
}

/// What the keeper knows of the chain.
pub struct Mirror {
    keys: MarketKeys,
    /// The insurance fund's token accounts: for calls, for puts.
    insurance: [Pubkey; 2],
    core: Option<Core>,
    margins: Known<MarginAccount>,
    series: Known<(SeriesKeys, Series)>,
    vaults: Known<(VaultKeys, Vault)>,
    own: Own,
    /// To be read again, in this slot or a later one.
    dirty: HashMap<Pubkey, u64>,
    /// Margin accounts that have changed since somebody last asked.
    changed: HashSet<Pubkey>,
    /// Accounts that a node listed and that are none of the market's.
    garbage: usize,
}

/// Why a reading was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Of a slot before one that is known.
    #[error("the node is behind: slot {found} after {known}")]
    Behind {
        /// Its slot.
        found: u64,
        /// The newest known.
        known: u64,
    },
    /// The market's account is gone, or is none.
    #[error("the node has no such market")]
    NoMarket,
    /// There is no clock in it.
    #[error("the node has no clock")]
    NoClock,
}

impl Mirror {
    /// Knows nothing yet of the market, nor of what `me` has in it.
    pub fn new(keys: MarketKeys, me: Option<Pubkey>) -> Self {
        Self {
            own: Own::new(&keys, me),
            insurance: Kind::ALL.map(|kind| keys.insurance(kind)),
            keys,
            core: None,
            margins: Known::default(),
            series: Known::default(),
            vaults: Known::default(),
            dirty: HashMap::new(),
            changed: HashSet::new(),
            garbage: 0,
        }
    }

    /// The market's addresses.
    pub fn keys(&self) -> &MarketKeys {
        &self.keys
    }

    /// Follows the market to another oracle account.
    pub fn set_oracle(&mut self, oracle: Pubkey) {
        self.keys.oracle = oracle;
    }

    /// Market, oracle and clock, once they have been read.
    pub fn core(&self) -> Option<&Core> {
        self.core.as_ref()
    }

    /// Margin accounts.
    pub fn margins(&self) -> &Known<MarginAccount> {
        &self.margins
    }

    /// Series.
    pub fn series(&self) -> &Known<(SeriesKeys, Series)> {
        &self.series
    }

    /// Vaults.
    pub fn vaults(&self) -> &Known<(VaultKeys, Vault)> {
        &self.vaults
    }

    /// What the keeper itself holds.
    pub fn own(&self) -> &Own {
        &self.own
    }

    /// How many accounts of the last list were none of the market's.
    pub fn garbage(&self) -> usize {
        self.garbage
    }

    /// Has an account read again with the next look, until it has been read as it is in `slot`; a slot that cannot be
    /// near counts for less, so that a node that numbers its messages wrongly does no harm.
    pub fn mark(&mut self, address: Pubkey, slot: u64) {
        let known = self.core.as_ref().map_or(0, |core| core.slot);
        let slot = slot.min(known.saturating_add(MOST_AHEAD));
        let least = self.dirty.entry(address).or_default();
        *least = slot.max(*least);
    }

    /// Whether an account is still to be read again.
    pub fn awaits(&self, address: &Pubkey) -> bool {
        self.dirty.contains_key(address)
    }

    /// Whether anything is still to be read again.
    pub fn is_dirty(&self) -> bool {
        !self.dirty.is_empty()
    }

    /// Margin accounts that have changed since the last call.
    pub fn take_changed(&mut self) -> HashSet<Pubkey> {
        std::mem::take(&mut self.changed)
    }

    /// Addresses of the next look: market, oracle, clock, insurance fund, what the keeper pays with, and what is to be read
    /// again, as much as fits a request.
    pub fn next_look(&self) -> Vec<Pubkey> {
        let mut addresses = self.core_addresses().to_vec();
        // Nobody tells of those: anybody may pay into them.
        addresses.extend(self.own.purse(&self.keys));
        let room = AT_ONCE - addresses.len();
        let fresh = self.dirty.keys().filter(|it| !addresses.contains(it));
        addresses.extend(fresh.copied().take(room).collect::<Vec<_>>());
        addresses
    }

    fn core_addresses(&self) -> [Pubkey; 5] {
        let [calls, puts] = self.insurance;
        [self.keys.market, self.keys.oracle, CLOCK, calls, puts]
    }

    /// Takes a look at [`Self::next_look`].
    pub fn take_look(&mut self, look: &Reading) -> Result<(), Unfit> {
        let known = self.core.as_ref().map_or(0, |core| core.slot);
        if look.slot < known {
            let found = look.slot;
            return Err(Unfit::Behind { found, known });
        }
        let held = |address: &Pubkey| {
            let found = look.found.iter().find(|(it, _)| it == address);
            found.and_then(|(_, held)| held.as_ref())
        };
        let market = held(&self.keys.market).filter(|held| held.owner == PROGRAM_ID);
        let market = market.and_then(|held| accounts::decode_market(&held.data));
        let now = held(&CLOCK).and_then(Held::unix_time);
        let core = Core {
            slot: look.slot,
            market: market.ok_or(Unfit::NoMarket)?,
            oracle: held(&self.keys.oracle).cloned(),
            now: now.ok_or(Unfit::NoClock)?,
            insurance: (self.insurance)
                .map(|address| held(&address).and_then(Held::tokens).unwrap_or(0)),
        };
        self.core = Some(core);
        self.take(look);
        Ok(())
    }

    /// Takes what a request showed of any accounts; what is of no use is passed over.
    pub fn take(&mut self, reading: &Reading) {
        let fixed = self.core_addresses();
        for (address, held) in &reading.found {
            if self
                .dirty
                .get(address)
                .is_some_and(|least| *least <= reading.slot)
            {
                self.dirty.remove(address);
            }
            if !fixed.contains(address) {
                self.apply(address, held.as_ref(), reading.slot);
            }
        }
    }

    fn apply(&mut self, address: &Pubkey, held: Option<&Held>, slot: u64) {
        if self.own.apply(address, held, slot) {
            return;
        }
        let decoded = held.and_then(|held| decode(&self.keys, address, held));
        let Some(decoded) = decoded else {
            self.series.remove(address, slot);
            self.vaults.remove(address, slot);
            if self.margins.remove(address, slot) {
                self.changed.insert(*address);
            }
            return;
        };
        match decoded {
            Decoded::Margin(account) => {
                if self.margins.put(*address, slot, *account) {
                    self.changed.insert(*address);
                }
            }
            Decoded::Series(keys, series) => {
                self.own.follow(&keys, &series);
                self.series.put(*address, slot, (keys, series));
            }
            Decoded::Vault(keys, vault) => {
                self.vaults.put(*address, slot, (keys, *vault));
            }
        }
    }

    /// Ends a reading of everything: what `listed` leaves out and was not seen since `slot` is gone.
    pub fn finish(&mut self, listed: &HashSet<Pubkey>, slot: u64) {
        let before: Vec<Pubkey> = (self.margins.addresses())
            .filter(|address| !listed.contains(address))
            .copied()
            .collect();
        self.margins.sweep(listed, slot);
        self.series.sweep(listed, slot);
        self.vaults.sweep(listed, slot);
        let gone = before.iter().filter(|it| !self.margins.contains(it));
        self.changed.extend(gone);
        let is_known = |address: &&Pubkey| {
            self.margins.contains(address)
                || self.series.contains(address)
                || self.vaults.contains(address)
        };
        self.garbage = listed.len() - listed.iter().filter(is_known).count();
    }
}
