//! One vault of a market, with its rounds and whoever queues with it.

use anchor_lang::{prelude::Pubkey, AccountDeserialize, Discriminator};
use anyhow::{Context, Result};
use ballast_client::{
    ballast::{
        constants::SHARE_EXTRA_DECIMALS,
        state::{Amounts, DepositReceipt, Round, Series, Vault, WithdrawalReceipt},
    },
    rpc::offsets::{RECEIPT_OWNER_AT, ROUND_VAULT_AT},
    SeriesKeys, VaultKeys,
};
use option_risk::units::Kind;
use solana_keypair::Keypair;
use solana_signer::Signer;

use super::{Desk, Signing, Target};
use crate::amount;

// Which vault, and who signs. A doc comment here would become the command's own.
#[derive(clap::Args)]
pub struct VaultArgs {
    #[command(flatten)]
    pub target: Target,
    #[command(flatten)]
    pub signing: Signing,
    /// The vault's number
    #[arg(long, value_name = "ID", default_value_t = 0)]
    pub vault: u16,
}

/// A vault as last read, and who acts on it.
pub struct VaultDesk {
    pub desk: Desk,
    pub wallet: Keypair,
    pub keys: VaultKeys,
    pub vault: Vault,
}

/// What somebody has queued with a vault, in order of the rounds.
pub struct Receipts {
    pub deposits: Vec<DepositReceipt>,
    pub withdrawals: Vec<WithdrawalReceipt>,
}

impl VaultDesk {
    /// Reads keypair, market and vault.
    pub fn open(args: &VaultArgs) -> Result<Self> {
        let (desk, wallet) = (Desk::open(&args.target)?, args.signing.keypair()?);
        let (keys, vault) = desk.vault(args.vault)?;
        Ok(Self {
            desk,
            wallet,
            keys,
            vault,
        })
    }

    /// Reads market and vault again.
    pub fn refresh(&mut self) -> Result<()> {
        self.desk.refresh()?;
        self.vault = self.desk.vault(self.keys.id)?.1;
        Ok(())
    }

    /// Who signs.
    pub fn me(&self) -> Pubkey {
        self.wallet.pubkey()
    }

    /// Collateral in words.
    pub fn collateral(&self, atoms: u64) -> String {
        self.desk.collateral(atoms, self.keys.kind)
    }

    /// The options of the vault's round; those of no series while it has none.
    pub fn series_keys(&self) -> SeriesKeys {
        self.desk.series_of(&self.keys, &self.vault)
    }

    /// What the signer has queued.
    pub fn receipts(&self) -> Result<Receipts> {
        self.desk.receipts(&self.keys.vault, &self.me())
    }
}

impl Desk {
    /// A vault of the market by its number.
    pub fn vault(&self, id: u16) -> Result<(VaultKeys, Vault)> {
        // The address is the same for either kind.
        let address = VaultKeys::derive(&self.keys, id, Kind::Call).vault;
        let vault: Option<Vault> = self.node.account(&address)?;
        let vault = vault.with_context(|| format!("the market has no vault {id}"))?;
        Ok((VaultKeys::derive(&self.keys, id, vault.kind()?), vault))
    }

    /// The options of a vault's round.
    pub fn series_of(&self, keys: &VaultKeys, vault: &Vault) -> SeriesKeys {
        let sale = &vault.sale;
        SeriesKeys::derive(&self.keys, keys.kind, sale.strike, sale.expiry_ts)
    }

    /// The series of a vault's round, if it has one.
    pub fn round_series(&self, vault: &Vault) -> Result<Option<Series>> {
        match vault.sale.contracts {
            0 => Ok(None),
            _ => self.node.account(&vault.sale.series),
        }
    }

    /// A vault's record of one round.
    pub fn round(&self, keys: &VaultKeys, round: u64) -> Result<Round> {
        let record = self.node.account(&keys.round(round))?;
        record.with_context(|| format!("vault {} has no record of round {round}", keys.id))
    }

    /// A vault's records of its rounds, in order.
    pub fn rounds(&self, vault: &Pubkey) -> Result<Vec<Round>> {
        let found = self.node.naming::<Round>(ROUND_VAULT_AT, vault);
        let mut rounds = found.with_context(|| format!("no rounds from {}", self.node.url()))?;
        rounds.sort_by_key(|record| record.round);
        Ok(rounds)
    }

    /// What `owner` has queued with a vault.
    pub fn receipts(&self, vault: &Pubkey, owner: &Pubkey) -> Result<Receipts> {
        let deposits = |receipt: &DepositReceipt| (receipt.vault, receipt.round);
        let withdrawals = |receipt: &WithdrawalReceipt| (receipt.vault, receipt.round);
        Ok(Receipts {
            deposits: self.queued(owner, vault, deposits)?,
            withdrawals: self.queued(owner, vault, withdrawals)?,
        })
    }

    /// The receipts of one kind that `owner` has of a vault; `of` says of which vault and round one is.
    fn queued<T: AccountDeserialize + Discriminator>(
        &self,
        owner: &Pubkey,
        vault: &Pubkey,
        of: impl Fn(&T) -> (Pubkey, u64),
    ) -> Result<Vec<T>> {
        let found = self.node.naming::<T>(RECEIPT_OWNER_AT, owner);
        let mut found = found.with_context(|| format!("no receipts from {}", self.node.url()))?;
        found.retain(|receipt| of(receipt).0 == *vault);
        found.sort_by_key(|receipt| of(receipt).1);
        Ok(found)
    }

    /// Decimals of the shares of a vault of a kind.
    fn share_decimals(&self, kind: Kind) -> u8 {
        self.decimals(kind) + SHARE_EXTRA_DECIMALS
    }

    /// Shares as typed, in atoms.
    pub fn parse_shares(&self, text: &str, kind: Kind) -> Result<u64> {
        amount::parse_some(text, self.share_decimals(kind))
    }

    /// `12.5 shares`.
    pub fn shares(&self, atoms: u64, kind: Kind) -> String {
        format!("{} shares", amount::print(atoms, self.share_decimals(kind)))
    }

    /// `12.5 base + 100 quote`, or only what is there of them.
    pub fn amounts(&self, amounts: &Amounts, kind: Kind) -> String {
        let (base, quote) = (
            self.collateral(amounts.base, Kind::Call),
            self.collateral(amounts.quote, Kind::Put),
        );
        match (amounts.base, amounts.quote) {
            (0, 0) => self.collateral(0, kind),
            (_, 0) => base,
            (0, _) => quote,
            _ => format!("{base} + {quote}"),
        }
    }
}
