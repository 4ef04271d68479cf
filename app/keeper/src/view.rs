//! A moment: what jobs plan on.

use anchor_lang::prelude::{Pubkey, Rent};
use ballast_client::{
    ballast::{
        errors::BallastError,
        state::{MarginAccount, Market, Series, Vault},
    },
    option_risk::{
        breaker::{Action, Limit},
        oracle::Use,
        units::Kind,
    },
    views::observed,
    MarketKeys, SeriesKeys, VaultKeys,
};

use crate::{
    jobs::Key,
    mirror::{Core, Mirror},
    revalue::Revaluation,
    words::Words,
};

/// Of a token account without extensions.
const TOKEN_ACCOUNT_BYTES: usize = 165;

/// What the oracle's print does to the market that is on record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Print {
    /// It is newer than the one on record, or the same.
    Fit {
        /// Whether taking it in trips the breaker, so that nothing else is done in the same slot.
        trips: bool,
    },
    /// The program refuses it.
    Refused(BallastError),
    /// The oracle's account is gone.
    Missing,
}

/// A market with its print taken in, as the next instruction will see it.
pub struct Ahead {
    /// The market; as on record where the print is of no use.
    pub market: Box<Market>,
    /// What the print is.
    pub print: Print,
}

impl Ahead {
    /// Takes the oracle's print into a copy of the market.
    pub fn of(keys: &MarketKeys, core: &Core) -> Self {
        let as_recorded = |print| Self {
            market: core.market.clone(),
            print,
        };
        let Some(account) = core.oracle_account(keys) else {
            return as_recorded(Print::Missing);
        };
        match observed(&core.market, &account, core.now) {
            Ok(observed) => Self {
                market: observed.market,
                print: Print::Fit {
                    trips: observed.trips,
                },
            },
            Err(why) => as_recorded(Print::Refused(why)),
        }
    }
}

/// What jobs plan on: one moment, with everything in it.
pub struct View<'a> {
    /// What is known of the chain.
    pub mirror: &'a Mirror,
    /// Market, oracle and clock as they are on record.
    pub core: &'a Core,
    /// The market as the next instruction will see it.
    pub market: &'a Market,
    /// What the oracle's print is.
    pub print: Print,
    /// Margin accounts at that.
    pub accounts: &'a Revaluation,
    /// What need not be planned: it is under way, or has to wait.
    taken: &'a (dyn Fn(&Key) -> bool + 'a),
}

impl<'a> View<'a> {
    /// The view of a mirror that has a core.
    pub fn new(
        mirror: &'a Mirror,
        core: &'a Core,
        ahead: &'a Ahead,
        accounts: &'a Revaluation,
    ) -> Self {
        Self {
            mirror,
            core,
            market: &ahead.market,
            print: ahead.print,
            accounts,
            taken: &|_| false,
        }
    }

    /// The same, without what is under way or has to wait.
    pub fn without(self, taken: &'a (dyn Fn(&Key) -> bool + 'a)) -> Self {
        Self { taken, ..self }
    }

    /// Whether a task is to be planned.
    pub fn is_free(&self, key: &Key) -> bool {
        !(self.taken)(key)
    }

    /// Unix seconds of the cluster's clock.
    pub fn now(&self) -> i64 {
        self.core.now
    }

    /// The market's addresses.
    pub fn keys(&self) -> &'a MarketKeys {
        self.mirror.keys()
    }

    /// Who signs and pays; in a dry run without a keypair, nobody in particular.
    pub fn me(&self) -> Pubkey {
        self.mirror.own().me().unwrap_or_default()
    }

    /// Whether the print is one that instructions can take in without tripping the breaker.
    pub fn is_steady(&self) -> bool {
        self.print == Print::Fit { trips: false }
    }

    /// Whether the program would go on with an action after its observation, and within which limit.
    pub fn permits(&self, action: Action) -> Option<Limit> {
        self.permits_for(action, Use::of(action))
    }

    /// As [`Self::permits`], for an action that needs its price for something else.
    pub fn permits_for(&self, action: Action, needs: Use) -> Option<Limit> {
        if !self.is_steady() || !self.is_fit(needs) {
            return None;
        }
        self.market.permit(action, self.now()).ok()
    }

    /// Whether the price serves a use.
    pub fn is_fit(&self, needs: Use) -> bool {
        self.market.require_fit(needs, self.now()).is_ok()
    }

    /// Whether the print is newer than the one on record.
    pub fn has_news(&self) -> bool {
        self.market.risk.publish_ts > self.core.market.risk.publish_ts
    }

    /// A margin account, if it is what it should be at that address: a node may show one at several.
    pub fn margin(&self, address: &Pubkey) -> Option<&'a MarginAccount> {
        let account = self.mirror.margins().get(address)?;
        let its = self
            .keys()
            .margin_account(&account.owner, account.kind().ok()?);
        (its == *address).then_some(account)
    }

    /// Lamports that a token account of the keeper's will have cost; none where there is one.
    pub fn rent_of_tokens(&self, kind: Kind) -> u64 {
        match self.mirror.own().has_collateral(self.keys(), kind) {
            true => 0,
            false => Rent::default().minimum_balance(TOKEN_ACCOUNT_BYTES),
        }
    }

    /// Its amounts in words.
    pub fn words(&self) -> Words {
        Words::of(self.market)
    }

    /// Vaults, in order of their numbers.
    pub fn vaults(&self) -> Vec<&'a (VaultKeys, Vault)> {
        let mut vaults: Vec<_> = self.mirror.vaults().iter().map(|(_, it)| it).collect();
        vaults.sort_unstable_by_key(|(keys, _)| keys.id);
        vaults
    }

    /// Series, the first to expire first.
    pub fn series(&self) -> Vec<&'a (SeriesKeys, Series)> {
        let mut series: Vec<_> = self.mirror.series().iter().map(|(_, it)| it).collect();
        series.sort_unstable_by_key(|(keys, _)| (keys.expiry_ts, keys.kind as u8, keys.strike));
        series
    }

    /// The series of a vault's round, if it has one.
    pub fn round_series(&self, vault: &Vault) -> Option<&'a (SeriesKeys, Series)> {
        self.mirror.series().get(&vault.sale.series)
    }
}
