//! A covered-call vault.

use anchor_lang::prelude::*;
use option_risk::hedge::{HedgeParams, Side};

use super::{SignerSeeds, VaultParams};
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
    /// The round's calls are for sale.
    Selling,
    /// The sale is over; the calls run to their expiry.
    Live,
    /// The payoff has been paid; the queues are due to be rolled.
    Settled,
}

/// PDA `["vault", market, id]`; owner of its token accounts and authority of its share mint.
#[account]
#[derive(InitSpace, Debug)]
pub struct Vault {
    pub version: u8,
    pub bump: u8,
    pub id: u16,
    pub stage: Stage,
    pub market: Pubkey,
    pub share_mint: Pubkey,
    /// Associated token accounts of the vault.
    pub base_account: Pubkey,
    pub quote_account: Pubkey,
    /// Shares minted and not yet claimed, and shares queued for withdrawal.
    pub share_escrow: Pubkey,
    pub params: VaultParams,
    pub book: VaultBook,
    pub sale: Sale,
    pub hedge: HedgeOrder,
}

/// What the vault holds and for whom. `base_account` holds at least
/// `base_assets + pending_deposits + claimable_base`, `quote_account` at least
/// `quote_assets + claimable_quote`.
#[derive(
    AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Copy, Debug, Default, PartialEq, Eq,
)]
pub struct VaultBook {
    /// Index of the round whose queue is filling.
    pub round: u64,
    /// Base atoms of the shareholders, locked coverage and premium included.
    pub base_assets: u64,
    /// Quote atoms of the shareholders: proceeds of hedges.
    pub quote_assets: u64,
    /// Base atoms queued for the next roll; the depositors' still.
    pub pending_deposits: u64,
    /// Share atoms queued for the next roll.
    pub pending_withdrawals: u64,
    /// Assets set aside for rolled withdrawals.
    pub claimable_base: u64,
    pub claimable_quote: u64,
    /// Since creation, net of the insurance share.
    pub premium_total: u64,
    /// Since creation.
    pub payoff_total: u64,
}

/// The round's options.
#[derive(
    AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Copy, Debug, Default, PartialEq, Eq,
)]
pub struct Sale {
    pub series: Pubkey,
    /// Feed units.
    pub strike: u64,
    pub expiry_ts: i64,
    pub started_ts: i64,
    /// Seconds the market had ever been closed when the sale started: the sale's clock stops meanwhile.
    pub closed_secs_at_start: u64,
    /// Options minted and covered: offered plus sold.
    pub contracts: u64,
    pub sold: u64,
}

/// The vault's one hedge order. It is open while `base_atoms > 0` and its time is not over.
#[derive(
    AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Copy, Debug, Default, PartialEq, Eq,
)]
pub struct HedgeOrder {
    /// [`Side`] as a byte.
    pub side: u8,
    /// Left to fill.
    pub base_atoms: u64,
    pub opened_ts: i64,
}

impl HedgeOrder {
    /// Whether something is left to fill and the order's time is not over.
    pub fn is_open(&self, params: &HedgeParams, now: i64) -> bool {
        let ends_ts = self
            .opened_ts
            .saturating_add(i64::from(params.duration_secs));
        self.base_atoms > 0 && now <= ends_ts
    }

    /// The order's side.
    pub fn side(&self) -> Result<Side> {
        Side::try_from(self.side).map_err(risk)
    }
}

impl Sale {
    /// Seconds the sale has run; `closed_secs` is the market's, up to now.
    pub fn elapsed_secs(&self, closed_secs: u64, now: i64) -> u64 {
        u64::try_from(now.saturating_sub(self.started_ts))
            .unwrap_or(0)
            .saturating_sub(closed_secs.saturating_sub(self.closed_secs_at_start))
    }
}

impl VaultBook {
    /// Moves rolled withdrawals out of the assets, and rolled deposits into them
    /// or, `refunded`, aside for their owners.
    pub fn settle_queues(&mut self, base_paid: u64, quote_paid: u64, refunded: bool) -> Result<()> {
        let balance = || BallastError::InvariantBroken;
        let (taken, aside) = match refunded {
            false => (self.pending_deposits, 0),
            true => (0, self.pending_deposits),
        };
        self.base_assets = self
            .base_assets
            .checked_sub(base_paid)
            .and_then(|left| left.checked_add(taken))
            .ok_or_else(balance)?;
        self.quote_assets = self
            .quote_assets
            .checked_sub(quote_paid)
            .ok_or_else(balance)?;
        self.claimable_base = self
            .claimable_base
            .checked_add(base_paid)
            .and_then(|left| left.checked_add(aside))
            .ok_or_else(balance)?;
        self.claimable_quote = self
            .claimable_quote
            .checked_add(quote_paid)
            .ok_or_else(balance)?;
        self.pending_deposits = 0;
        self.pending_withdrawals = 0;
        Ok(())
    }

    /// Takes a deposit out of the queue.
    pub fn cancel_deposit(&mut self, amount: u64) -> Result<()> {
        self.pending_deposits = self
            .pending_deposits
            .checked_sub(amount)
            .ok_or(BallastError::InvariantBroken)?;
        Ok(())
    }

    /// Pays a rolled withdrawal, or a deposit set aside.
    pub fn pay_claim(&mut self, base: u64, quote: u64) -> Result<()> {
        self.claimable_base = self
            .claimable_base
            .checked_sub(base)
            .ok_or(BallastError::InvariantBroken)?;
        self.claimable_quote = self
            .claimable_quote
            .checked_sub(quote)
            .ok_or(BallastError::InvariantBroken)?;
        Ok(())
    }

    /// Pays the payoff of the round's calls.
    pub fn pay_payoff(&mut self, payoff: u64) -> Result<()> {
        self.base_assets = self
            .base_assets
            .checked_sub(payoff)
            .ok_or(BallastError::InvariantBroken)?;
        self.payoff_total = self.payoff_total.saturating_add(payoff);
        Ok(())
    }

    /// Books a hedge fill: one asset in, the other out.
    pub fn trade(&mut self, side: Side, base: u64, quote: u64) -> Result<()> {
        let (base_assets, quote_assets) = match side {
            Side::SellBase => (
                self.base_assets.checked_sub(base),
                self.quote_assets.checked_add(quote),
            ),
            Side::BuyBase => (
                self.base_assets.checked_add(base),
                self.quote_assets.checked_sub(quote),
            ),
        };
        self.base_assets = base_assets.ok_or(BallastError::InvariantBroken)?;
        self.quote_assets = quote_assets.ok_or(BallastError::InvariantBroken)?;
        Ok(())
    }
}

impl Vault {
    /// The vault's signer seeds.
    pub fn signer(&self) -> SignerSeeds<4> {
        SignerSeeds::new([
            VAULT_SEED,
            self.market.as_ref(),
            &self.id.to_le_bytes(),
            &[self.bump],
        ])
    }

    /// Base atoms that cover no option.
    pub fn free_base(&self) -> u64 {
        self.book.base_assets.saturating_sub(self.sale.contracts)
    }

    /// Ends the round: no options, no hedge, the queues due to be rolled.
    pub fn close_round(&mut self) {
        self.sale = Sale::default();
        self.hedge = HedgeOrder::default();
        self.stage = Stage::Settled;
    }

    /// Books a purchase from the running sale.
    pub fn book_sale(&mut self, contracts: u64, earned: u64) -> Result<()> {
        let sold = self
            .sale
            .sold
            .checked_add(contracts)
            .filter(|sold| *sold <= self.sale.contracts)
            .ok_or(BallastError::SoldOut)?;
        self.sale.sold = sold;
        self.book.base_assets = self
            .book
            .base_assets
            .checked_add(earned)
            .ok_or(BallastError::Overflow)?;
        self.book.premium_total = self.book.premium_total.saturating_add(earned);
        Ok(())
    }

    /// Invariant of a covered vault: the assets can pay any settlement price,
    /// since a call's payoff in base never exceeds one base per contract.
    pub fn invariant(&self) -> Result<()> {
        require!(
            self.book.base_assets >= self.sale.contracts && self.sale.sold <= self.sale.contracts,
            BallastError::InvariantBroken
        );
        Ok(())
    }
}
