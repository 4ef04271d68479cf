//! Reading the chain.

use anchor_lang::{prelude::Pubkey, AccountDeserialize};
use ballast::state::{
    DepositReceipt, MarginAccount, Market, Proposal, Protocol, Round, Series, Vault,
    WithdrawalReceipt,
};
use ballast_client::{
    accounts::{decode, decode_market},
    address,
    views::{self, Health},
    SeriesKeys, VaultKeys,
};
use option_risk::units::Kind;

use super::World;

impl World {
    /// Decodes an account of the program; `None` if there is none.
    pub fn fetch<T: AccountDeserialize>(&mut self, address: &Pubkey) -> Option<T> {
        decode(&self.chain.account(address)?.data)
    }

    /// Every account of the market's own: protocol, market, vault, insurance fund, series and margin accounts.
    pub fn addresses(&self) -> Vec<Pubkey> {
        let keys = &self.keys;
        let mut vaults = self.vaults.clone();
        if !vaults.contains(&self.vault) {
            vaults.push(self.vault);
        }
        let mut all = vec![keys.protocol, keys.market];
        for vault in &vaults {
            all.extend([vault.vault, vault.share_mint, vault.share_escrow]);
            all.extend([vault.base_account, vault.quote_account]);
        }
        for kind in Kind::ALL {
            all.extend([keys.custody(kind), keys.insurance(kind)]);
        }
        for series in &self.series {
            all.extend([series.series, series.option_mint, series.pool]);
            all.extend((vaults.iter()).map(|vault| series.option_account(&vault.vault)));
        }
        let margins = self.margins.iter();
        all.extend(margins.map(|(owner, kind)| keys.margin_account(owner, *kind)));
        all
    }

    /// The protocol.
    pub fn protocol(&mut self) -> Protocol {
        self.fetch(&self.keys.protocol.clone()).expect("a protocol")
    }

    /// A proposal that is neither executed nor cancelled.
    pub fn proposal(&mut self, index: u64) -> Option<Proposal> {
        self.fetch(&address::proposal(&self.keys.protocol, index))
    }

    /// The market.
    pub fn market(&mut self) -> Box<Market> {
        self.try_market().expect("a market")
    }

    /// The market, unless the chain has none, or one of another layout.
    pub fn try_market(&mut self) -> Option<Box<Market>> {
        decode_market(&self.chain.account(&self.keys.market.clone())?.data)
    }

    /// The vault.
    pub fn vault_state(&mut self) -> Vault {
        self.fetch(&self.vault.vault.clone()).expect("a vault")
    }

    /// Any vault.
    pub fn vault_of(&mut self, vault: &VaultKeys) -> Vault {
        self.fetch(&vault.vault).expect("a vault")
    }

    /// Every vault there is.
    pub fn vault_states(&mut self) -> Vec<Vault> {
        let vaults = self.vaults.clone();
        vaults.iter().map(|vault| self.vault_of(vault)).collect()
    }

    /// A series.
    pub fn series_state(&mut self, series: &SeriesKeys) -> Series {
        self.fetch(&series.series).expect("a series")
    }

    /// The record of a rolled round.
    pub fn round(&mut self, round: u64) -> Option<Round> {
        self.fetch(&self.vault.round(round))
    }

    /// A queued deposit.
    pub fn deposit_receipt(&mut self, owner: &Pubkey, round: u64) -> Option<DepositReceipt> {
        self.fetch(&self.vault.deposit_receipt(owner, round))
    }

    /// A queued withdrawal.
    pub fn withdrawal_receipt(&mut self, owner: &Pubkey, round: u64) -> Option<WithdrawalReceipt> {
        self.fetch(&self.vault.withdrawal_receipt(owner, round))
    }

    /// A margin account.
    pub fn margin(&mut self, owner: &Pubkey, kind: Kind) -> Option<MarginAccount> {
        self.fetch(&self.keys.margin_account(owner, kind))
    }

    /// The health of a margin account now, as the client computes it.
    pub fn health(&mut self, owner: &Pubkey, kind: Kind) -> Health {
        let account = self.margin(owner, kind).expect("a margin account");
        let now = self.now();
        views::health(&self.market(), &account, now).expect("a health")
    }

    /// Atoms in a token account; zero if there is none.
    pub fn tokens(&mut self, address: &Pubkey) -> u64 {
        // Amount at 64 in both token programs.
        self.number(address, 64)
    }

    /// Supply of a mint; zero if there is none.
    pub fn supply(&mut self, mint: &Pubkey) -> u64 {
        // Supply at 36 in both token programs.
        self.number(mint, 36)
    }

    /// Eight bytes of an account; zero if it does not have them.
    fn number(&mut self, address: &Pubkey, at: usize) -> u64 {
        let account = self.chain.account(address).unwrap_or_default();
        let bytes = account.data.get(at..at + 8);
        bytes.map_or(0, |bytes| {
            u64::from_le_bytes(bytes.try_into().expect("eight bytes"))
        })
    }

    /// What a wallet holds of a kind's collateral.
    pub fn wallet(&mut self, owner: &Pubkey, kind: Kind) -> u64 {
        let address = self.keys.collateral_account(owner, kind);
        self.tokens(&address)
    }

    /// What a wallet holds of a series' options.
    pub fn options(&mut self, owner: &Pubkey, series: &SeriesKeys) -> u64 {
        self.tokens(&series.option_account(owner))
    }

    /// What a wallet holds of the vault's shares.
    pub fn shares(&mut self, owner: &Pubkey) -> u64 {
        let address = self.vault.share_account(owner);
        self.tokens(&address)
    }
}
