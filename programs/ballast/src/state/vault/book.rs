//! What a vault holds and for whom.

use anchor_lang::prelude::*;
use option_risk::{fees::HighWater, hedge::Side, nav, units::Kind};

use crate::errors::BallastError;

/// Atoms of both tokens.
#[derive(
    AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Copy, Debug, Default, PartialEq, Eq,
)]
pub struct Amounts {
    pub base: u64,
    pub quote: u64,
}

/// `base_account` holds at least the base of `assets` and `claimable` and, in a call vault, `pending_deposits`;
/// `quote_account` at least the quote of both and, in a put vault, `pending_deposits`.
#[derive(
    AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Copy, Debug, Default, PartialEq, Eq,
)]
pub struct VaultBook {
    /// Index of the round whose queue is filling.
    pub round: u64,
    /// The shareholders', locked coverage and premium included; what is not collateral is proceeds of hedges.
    pub assets: Amounts,
    /// Collateral atoms queued for the next roll; the depositors' still.
    pub pending_deposits: u64,
    /// Share atoms queued for the next roll.
    pub pending_withdrawals: u64,
    /// Set aside for rolled withdrawals and for deposits that were not taken.
    pub claimable: Amounts,
    /// Share atoms of fees that their recipient has not claimed.
    pub fee_shares: u64,
    /// High-water mark of the share price, as a ratio; zero shares before the first roll.
    pub mark_assets: u64,
    pub mark_shares: u64,
    /// When fees were last due: the end of the last round.
    pub fees_ts: i64,
    /// Collateral atoms since creation, net of the insurance share.
    pub premium_total: u64,
    /// Collateral atoms since creation.
    pub payoff_total: u64,
    /// Collateral atoms that fees since creation were worth when they were charged.
    pub fee_total: u64,
}

fn broken<T>(sum: Option<T>) -> Result<T> {
    Ok(sum.ok_or(BallastError::InvariantBroken)?)
}

impl From<nav::Assets> for Amounts {
    fn from(assets: nav::Assets) -> Self {
        Self {
            base: assets.base,
            quote: assets.quote,
        }
    }
}

impl Amounts {
    /// `collateral` of a kind's vault.
    pub fn of(kind: Kind, collateral: u64) -> Self {
        nav::Assets::join(kind, collateral, 0).into()
    }

    /// As the risk library has them.
    pub fn assets(&self) -> nav::Assets {
        nav::Assets {
            base: self.base,
            quote: self.quote,
        }
    }

    /// Whether anything but a kind's collateral is among them.
    pub fn is_mixed(&self, kind: Kind) -> bool {
        self.assets().split(kind).1 > 0
    }

    fn add(&mut self, other: &Self) -> Result<()> {
        self.base = broken(self.base.checked_add(other.base))?;
        self.quote = broken(self.quote.checked_add(other.quote))?;
        Ok(())
    }

    fn take(&mut self, other: &Self) -> Result<()> {
        self.base = broken(self.base.checked_sub(other.base))?;
        self.quote = broken(self.quote.checked_sub(other.quote))?;
        Ok(())
    }
}

impl VaultBook {
    /// The high-water mark so far.
    pub fn mark(&self) -> HighWater {
        match self.mark_shares {
            0 => HighWater::default(),
            shares => HighWater {
                assets: self.mark_assets,
                shares,
            },
        }
    }

    /// Sets the high-water mark.
    pub fn set_mark(&mut self, mark: &HighWater) {
        self.mark_assets = mark.assets;
        self.mark_shares = mark.shares;
    }

    /// Moves rolled withdrawals out of the assets, and rolled deposits into them
    /// or, `refunded`, aside for their owners.
    pub fn settle_queues(&mut self, kind: Kind, paid: &Amounts, refunded: bool) -> Result<()> {
        let deposits = Amounts::of(kind, self.pending_deposits);
        self.assets.take(paid)?;
        self.claimable.add(paid)?;
        match refunded {
            true => self.claimable.add(&deposits)?,
            false => self.assets.add(&deposits)?,
        }
        self.pending_deposits = 0;
        self.pending_withdrawals = 0;
        Ok(())
    }

    /// Takes part of a deposit out of the queue.
    pub fn cancel_deposit(&mut self, amount: u64) -> Result<()> {
        self.pending_deposits = broken(self.pending_deposits.checked_sub(amount))?;
        Ok(())
    }

    /// Takes part of a withdrawal out of the queue.
    pub fn cancel_withdrawal(&mut self, shares: u64) -> Result<()> {
        self.pending_withdrawals = broken(self.pending_withdrawals.checked_sub(shares))?;
        Ok(())
    }

    /// Pays a rolled withdrawal, or a deposit set aside.
    pub fn pay_claim(&mut self, paid: &Amounts) -> Result<()> {
        self.claimable.take(paid)
    }

    /// Takes premium in.
    pub fn earn(&mut self, kind: Kind, premium: u64) -> Result<()> {
        self.assets.add(&Amounts::of(kind, premium))?;
        self.premium_total = self.premium_total.saturating_add(premium);
        Ok(())
    }

    /// Pays for options bought back.
    pub fn spend(&mut self, kind: Kind, cost: u64) -> Result<()> {
        self.assets.take(&Amounts::of(kind, cost))
    }

    /// Pays the payoff of the round's options.
    pub fn pay_payoff(&mut self, kind: Kind, payoff: u64) -> Result<()> {
        self.assets.take(&Amounts::of(kind, payoff))?;
        self.payoff_total = self.payoff_total.saturating_add(payoff);
        Ok(())
    }

    /// Books a hedge: one asset in, the other out.
    pub fn trade(&mut self, side: Side, base: u64, quote: u64) -> Result<()> {
        let (base, quote) = (Amounts { base, quote: 0 }, Amounts { base: 0, quote });
        let (given, got) = match side {
            Side::SellBase => (base, quote),
            Side::BuyBase => (quote, base),
        };
        self.assets.take(&given)?;
        self.assets.add(&got)
    }
}
