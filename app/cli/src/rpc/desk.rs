//! One market on one node, with the addresses and units its transactions need.

use anchor_lang::{
    prelude::Pubkey, solana_program::instruction::Instruction, AccountDeserialize, Discriminator,
};
use anyhow::{Context, Result};
use ballast_client::{
    ballast::state::{MarginAccount, Market, Series, Vault},
    instructions::create_token_account,
    rpc::offsets::{MARGIN_MARKET_AT, SERIES_MARKET_AT, VAULT_MARKET_AT},
    views::{observed, OracleAccount},
    MarketKeys, SeriesKeys,
};
use option_risk::units::Kind;

use super::{Node, Target};
use crate::amount;

/// A market, as last read and as the next instruction will see it: with its oracle's print taken in.
pub struct Desk {
    pub node: Node,
    pub keys: MarketKeys,
    pub market: Box<Market>,
    /// Whether that print trips the breaker.
    pub trips: bool,
    /// Unix seconds by the cluster's clock.
    pub now: i64,
}

impl Desk {
    /// Reads the market and which token programs its mints belong to.
    pub fn open(target: &Target) -> Result<Self> {
        let node = Node::at(&target.cluster.url);
        let (market, now) = node.market(&target.market)?;
        let keys = node.market_keys(&target.market, &market)?;
        let mut desk = Self {
            node,
            keys,
            market,
            trips: false,
            now,
        };
        desk.observe()?;
        Ok(desk)
    }

    /// Reads the market again.
    pub fn refresh(&mut self) -> Result<()> {
        (self.market, self.now) = self.node.market(&self.keys.market)?;
        self.observe()
    }

    /// Takes the oracle's print in; where there is none that is fit, the one on record stands.
    fn observe(&mut self) -> Result<()> {
        let address = &self.keys.oracle;
        let [oracle] = self.node.accounts(&[*address])?;
        let observed = oracle.and_then(|oracle| {
            let account = OracleAccount {
                address,
                owner: &oracle.owner,
                data: &oracle.data,
            };
            observed(&self.market, &account, self.now).ok()
        });
        if let Some(observed) = observed {
            (self.market, self.trips) = (observed.market, observed.trips);
        }
        Ok(())
    }

    /// The margin account of `owner`, or that there is none.
    pub fn margin(&self, owner: &Pubkey, kind: Kind) -> Result<MarginAccount> {
        let address = self.keys.margin_account(owner, kind);
        self.node.account(&address)?.with_context(|| {
            let kind = kind.name();
            format!("{owner} has no {kind} account in this market (see `ballast margin open`)")
        })
    }

    /// The market's series.
    pub fn all_series(&self) -> Result<Vec<Series>> {
        self.naming(SERIES_MARKET_AT, "series")
    }

    /// The market's vaults.
    pub fn vaults(&self) -> Result<Vec<Vault>> {
        self.naming(VAULT_MARKET_AT, "vaults")
    }

    /// All margin accounts of the market.
    pub fn margins(&self) -> Result<Vec<MarginAccount>> {
        self.naming(MARGIN_MARKET_AT, "margin accounts")
    }

    fn naming<T: AccountDeserialize + Discriminator>(
        &self,
        offset: usize,
        what: &str,
    ) -> Result<Vec<T>> {
        let found = self.node.naming(offset, &self.keys.market);
        found.with_context(|| format!("no {what} from {}", self.node.url()))
    }

    /// Creates the option account of `owner` if there is none; `owner` pays.
    pub fn option_account(&self, owner: &Pubkey, series: &SeriesKeys) -> Instruction {
        create_token_account(owner, owner, &series.option_mint, &anchor_spl::token::ID)
    }

    /// Decimals of a kind's collateral.
    pub fn decimals(&self, kind: Kind) -> u8 {
        match kind {
            Kind::Call => self.market.base_decimals,
            Kind::Put => self.market.quote_decimals,
        }
    }

    /// Collateral as typed, in atoms.
    pub fn parse_collateral(&self, text: &str, kind: Kind) -> Result<u64> {
        amount::parse_some(text, self.decimals(kind))
    }

    /// Contracts as typed, in atoms.
    pub fn parse_contracts(&self, text: &str) -> Result<u64> {
        amount::parse_some(text, self.market.base_decimals)
    }

    /// `12.5 base` or `12.5 quote`.
    pub fn collateral(&self, atoms: u64, kind: Kind) -> String {
        let token = match kind {
            Kind::Call => "base",
            Kind::Put => "quote",
        };
        format!("{} {token}", amount::print(atoms, self.decimals(kind)))
    }

    /// Contracts, or options, as whole ones.
    pub fn contracts(&self, atoms: u64) -> String {
        amount::print(atoms, self.market.base_decimals)
    }
}
