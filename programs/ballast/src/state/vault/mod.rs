//! A vault: covered calls against base, or cash-secured puts against quote, by the same code.

mod book;
mod buyback;
mod hedge;
mod orders;
mod sale;

use anchor_lang::prelude::*;
use option_risk::units::Kind;

pub use self::{book::*, orders::*, sale::*};
use super::{Market, SignerSeeds, VaultParams, Version};
use crate::{
    constants::VAULT_SEED,
    errors::{risk, BallastError},
};

/// Where a vault's round stands.
#[derive(
    AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Copy, Debug, Default, PartialEq, Eq,
)]
pub enum Stage {
    /// Queues may be rolled and a sale may start.
    #[default]
    Open,
    /// The round's options are for sale.
    Selling,
    /// The sale is over; the options run to their expiry.
    Live,
    /// The payoff has been paid; the queues are due to be rolled.
    Settled,
}

/// PDA `["vault", market, id]`; owner of its token accounts and authority of its share mint.
#[account]
#[derive(InitSpace, Debug)]
pub struct Vault {
    pub version: Version,
    pub bump: u8,
    pub id: u16,
    /// [`Kind`] as a byte: what it sells, and with that its collateral, base for calls and quote for puts.
    pub kind: u8,
    pub stage: Stage,
    pub market: Pubkey,
    pub share_mint: Pubkey,
    /// Associated token accounts of the vault.
    pub base_account: Pubkey,
    pub quote_account: Pubkey,
    /// Shares minted and not yet claimed, shares of fees, and shares queued for withdrawal.
    pub share_escrow: Pubkey,
    /// Whose the fees are; fixed at creation.
    pub fee_recipient: Pubkey,
    /// Before this no sale starts: one that sold nothing is tried again later.
    pub retry_ts: i64,
    pub params: VaultParams,
    pub book: VaultBook,
    pub sale: Sale,
    /// How the last round ended, until its roll has recorded it.
    pub outcome: Outcome,
    pub hedge: HedgeOrder,
    pub buyback: BuybackOrder,
}

/// How a round ended; all zero if nothing was sold.
#[derive(
    AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Copy, Debug, Default, PartialEq, Eq,
)]
pub struct Outcome {
    /// Feed units.
    pub strike: u64,
    pub expiry_ts: i64,
    /// Contract atoms sold and not bought back.
    pub contracts: u64,
    /// Collateral atoms earned, net of the insurance share.
    pub premium: u64,
    /// Collateral atoms paid for options bought back.
    pub buyback_cost: u64,
    /// Collateral atoms paid to holders.
    pub payoff: u64,
    /// Feed units.
    pub settlement_price: u64,
}

impl Vault {
    /// Calls or puts.
    pub fn kind(&self) -> Result<Kind> {
        Kind::try_from(self.kind).map_err(risk)
    }

    /// The vault's token account of its collateral.
    pub fn collateral_account(&self) -> Pubkey {
        match self.kind {
            kind if kind == Kind::Put as u8 => self.quote_account,
            _ => self.base_account,
        }
    }

    /// The vault's signer seeds.
    pub fn signer(&self) -> SignerSeeds<4> {
        SignerSeeds::new([
            VAULT_SEED,
            self.market.as_ref(),
            &self.id.to_le_bytes(),
            &[self.bump],
        ])
    }

    /// Collateral atoms of the shareholders, locked coverage and premium included.
    pub fn collateral(&self) -> u64 {
        match self.kind {
            kind if kind == Kind::Put as u8 => self.book.assets.quote,
            _ => self.book.assets.base,
        }
    }

    /// Base atoms that cover no option.
    pub fn free_base(&self) -> u64 {
        self.free(Kind::Call, self.book.assets.base)
    }

    /// Quote atoms that cover no option.
    pub fn free_quote(&self) -> u64 {
        self.free(Kind::Put, self.book.assets.quote)
    }

    /// Collateral atoms that cover no option.
    pub fn free_collateral(&self) -> u64 {
        self.collateral().saturating_sub(self.sale.coverage)
    }

    fn free(&self, kind: Kind, held: u64) -> u64 {
        match self.kind == kind as u8 {
            true => held.saturating_sub(self.sale.coverage),
            false => held,
        }
    }

    /// Ends the round: no options, no orders, the queues due to be rolled.
    pub fn close_round(&mut self, payoff: u64, settlement_price: u64) {
        let sale = core::mem::take(&mut self.sale);
        self.outcome = Outcome {
            strike: sale.strike,
            expiry_ts: sale.expiry_ts,
            contracts: sale.sold,
            premium: sale.premium,
            buyback_cost: sale.buyback_cost,
            payoff,
            settlement_price,
        };
        self.hedge = HedgeOrder::default();
        self.buyback = BuybackOrder::default();
        self.stage = Stage::Settled;
    }

    /// Books a purchase from the running sale.
    pub fn book_sale(&mut self, contracts: u64, earned: u64) -> Result<()> {
        let kind = self.kind()?;
        self.sale.sell(contracts, earned)?;
        self.book.earn(kind, earned)
    }

    /// Books options bought back: `coverage` is what the rest still needs.
    pub fn book_buyback(&mut self, contracts: u64, cost: u64, coverage: u64) -> Result<()> {
        let kind = self.kind()?;
        self.sale.take_back(contracts, cost, coverage)?;
        self.buyback.contracts = self
            .buyback
            .contracts
            .checked_sub(contracts)
            .ok_or(BallastError::NoBuybackOrder)?;
        self.book.spend(kind, cost)
    }

    /// Invariant of a covered vault: the assets can pay any settlement price, since no payoff exceeds its coverage.
    pub fn invariant(&self) -> Result<()> {
        require!(
            self.collateral() >= self.sale.coverage && self.sale.sold <= self.sale.contracts,
            BallastError::InvariantBroken
        );
        Ok(())
    }
}
