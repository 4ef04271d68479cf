//! Deposited options, liquidation auctions, the insurance fund and the later steps of settlement.

use anchor_lang::prelude::Pubkey;
use ballast::state::MarginAccount;
use ballast_client::{instructions as ix, SeriesKeys};
use option_risk::units::Kind;
use solana_signer::Signer;

use super::{actions::Outcome, Actor, World};

impl World {
    /// Puts options into the actor's margin account.
    pub fn deposit_options(
        &mut self,
        actor: &Actor,
        series: &SeriesKeys,
        contracts: u64,
    ) -> Outcome {
        let instructions = ix::deposit_option(&self.keys, series, &actor.key(), contracts);
        self.send(&instructions, &[&actor.wallet])
    }

    /// Takes options out of the actor's margin account.
    pub fn withdraw_options(
        &mut self,
        actor: &Actor,
        series: &SeriesKeys,
        contracts: u64,
    ) -> Outcome {
        let instruction = ix::withdraw_option(&self.keys, series, &actor.key(), contracts);
        self.send(&[instruction], &[&actor.wallet])
    }

    /// Cancels somebody's short against the options deposited of its series.
    pub fn net_position(&mut self, owner: &Pubkey, series: &SeriesKeys) -> Outcome {
        self.send(&[ix::net_position(&self.keys, series, owner)], &[])
    }

    /// Starts somebody's liquidation auction.
    pub fn flag(&mut self, owner: &Pubkey, kind: Kind) -> Outcome {
        self.send(&[ix::flag_account(&self.keys, owner, kind)], &[])
    }

    /// Ends somebody's liquidation auction.
    pub fn unflag(&mut self, owner: &Pubkey, kind: Kind) -> Outcome {
        self.send(&[ix::unflag_account(&self.keys, owner, kind)], &[])
    }

    /// Burns options against somebody's short.
    pub fn liquidate_with_options(
        &mut self,
        liquidator: &Actor,
        owner: &Pubkey,
        series: &SeriesKeys,
        max_contracts: u64,
        min_payment: u64,
    ) -> Outcome {
        let instruction = ix::liquidate_with_options(
            &self.keys,
            series,
            &liquidator.key(),
            owner,
            max_contracts,
            min_payment,
        );
        self.send(&[instruction], &[&liquidator.wallet])
    }

    /// Opens the insurance fund's margin account.
    pub fn open_backstop(&mut self, kind: Kind) -> Outcome {
        let instruction = ix::open_backstop(&self.keys, &self.admin.pubkey(), kind);
        let receipt = self.send(&[instruction], &[])?;
        self.margins.push((self.keys.insurance_authority(), kind));
        Ok(receipt)
    }

    /// Moves somebody's position to the insurance fund's account.
    pub fn backstop(&mut self, owner: &Pubkey, series: &SeriesKeys) -> Outcome {
        self.send(&[ix::backstop_account(&self.keys, series, owner)], &[])
    }

    /// Returns what the insurance fund's account holds to the fund.
    pub fn sweep_backstop(&mut self, kind: Kind) -> Outcome {
        self.send(&[ix::sweep_backstop(&self.keys, kind)], &[])
    }

    /// Adds to the insurance fund.
    pub fn fund_insurance(&mut self, actor: &Actor, kind: Kind, amount: u64) -> Outcome {
        let instruction = ix::fund_insurance(&self.keys, &actor.key(), kind, amount);
        self.send(&[instruction], &[&actor.wallet])
    }

    /// Redeems the options in somebody's margin account into its collateral.
    pub fn settle_long(&mut self, owner: &Pubkey, series: &SeriesKeys) -> Outcome {
        self.send(&[ix::settle_long(&self.keys, series, owner)], &[])
    }

    /// Shows the market what the oracle account holds as the first print at or after an expiry.
    pub fn pin_settlement(&mut self, expiry_ts: i64) -> Outcome {
        self.send(&[ix::pin_settlement(&self.keys, expiry_ts)], &[])
    }

    /// The insurance fund's margin account.
    pub fn backstop_state(&mut self, kind: Kind) -> Option<MarginAccount> {
        self.margin(&self.keys.insurance_authority(), kind)
    }

    /// Atoms in the insurance fund.
    pub fn insurance(&mut self, kind: Kind) -> u64 {
        self.tokens(&self.keys.insurance(kind))
    }
}
