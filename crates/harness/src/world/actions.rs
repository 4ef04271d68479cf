//! Every instruction of the program as a method.

use anchor_lang::prelude::Pubkey;
use ballast_client::{instructions as ix, SeriesKeys};
use option_risk::units::Kind;
use solana_signer::Signer;

use super::{Actor, World};
use crate::chain::{Receipt, TxError};

pub type Outcome = Result<Receipt, TxError>;

impl World {
    /// Takes the oracle's print into the market.
    pub fn observe(&mut self) -> Outcome {
        self.send(&[ix::observe(&self.keys)], &[])
    }

    /// Brings series up to date in the market's gamma book.
    pub fn refresh_book(&mut self, series: &[SeriesKeys]) -> Outcome {
        let series: Vec<Pubkey> = series.iter().map(|keys| keys.series).collect();
        self.send(&[ix::refresh_book(&self.keys, &series)], &[])
    }

    /// Creates a series and remembers it.
    pub fn create_series(
        &mut self,
        kind: Kind,
        strike: u64,
        expiry_ts: i64,
    ) -> Result<SeriesKeys, TxError> {
        let series = SeriesKeys::derive(&self.keys, kind, strike, expiry_ts);
        let instructions = ix::create_series(&self.keys, &series, &self.admin.pubkey());
        self.send(&instructions, &[])?;
        self.series.push(series);
        Ok(series)
    }

    /// As [`Self::create_series`], or the one created before, by whomever.
    pub fn ensure_series(
        &mut self,
        kind: Kind,
        strike: u64,
        expiry_ts: i64,
    ) -> Result<SeriesKeys, TxError> {
        let series = SeriesKeys::derive(&self.keys, kind, strike, expiry_ts);
        if self.series.contains(&series) {
            return Ok(series);
        }
        if self.chain.account(&series.series).is_some() {
            self.series.push(series);
            return Ok(series);
        }
        self.create_series(kind, strike, expiry_ts)
    }

    /// Opens a margin account and posts collateral.
    pub fn open_margin(&mut self, actor: &Actor, kind: Kind, collateral: u64) -> Outcome {
        let owner = actor.key();
        let mut instructions = vec![ix::open_margin_account(&self.keys, &owner, kind)];
        if collateral > 0 {
            instructions.push(ix::deposit_collateral(
                &self.keys, &owner, &owner, kind, collateral,
            ));
        }
        let receipt = self.send(&instructions, &[&actor.wallet])?;
        self.margins.push((owner, kind));
        Ok(receipt)
    }

    /// Closes an empty margin account.
    pub fn close_margin(&mut self, actor: &Actor, kind: Kind) -> Outcome {
        let instruction = ix::close_margin_account(&self.keys, &actor.key(), kind);
        let receipt = self.send(&[instruction], &[&actor.wallet])?;
        self.margins.retain(|known| *known != (actor.key(), kind));
        Ok(receipt)
    }

    /// Tops up somebody's margin account.
    pub fn deposit(&mut self, from: &Actor, owner: &Pubkey, kind: Kind, amount: u64) -> Outcome {
        let instruction = ix::deposit_collateral(&self.keys, &from.key(), owner, kind, amount);
        self.send(&[instruction], &[&from.wallet])
    }

    /// Takes collateral out.
    pub fn withdraw(&mut self, actor: &Actor, kind: Kind, amount: u64) -> Outcome {
        let instruction = ix::withdraw_collateral(&self.keys, &actor.key(), kind, amount);
        self.send(&[instruction], &[&actor.wallet])
    }

    /// Creates the actor's option account of a series.
    pub fn open_options(&mut self, actor: &Actor, series: &SeriesKeys) -> Outcome {
        let instruction = ix::create_token_account(
            &self.admin.pubkey(),
            &actor.key(),
            &series.option_mint,
            &anchor_spl::token::ID,
        );
        self.send(&[instruction], &[])
    }

    /// Writes options; the actor's option account is created if needed.
    pub fn write(&mut self, actor: &Actor, series: &SeriesKeys, contracts: u64) -> Outcome {
        self.open_options(actor, series)?;
        let instruction = ix::write_option(&self.keys, series, &actor.key(), contracts);
        self.send(&[instruction], &[&actor.wallet])
    }

    /// Burns options to close a short.
    pub fn close_short(&mut self, actor: &Actor, series: &SeriesKeys, contracts: u64) -> Outcome {
        let instruction = ix::close_short(&self.keys, series, &actor.key(), contracts);
        self.send(&[instruction], &[&actor.wallet])
    }

    /// Takes over part of somebody's short.
    pub fn liquidate(
        &mut self,
        liquidator: &Actor,
        owner: &Pubkey,
        series: &SeriesKeys,
        max_contracts: u64,
    ) -> Outcome {
        let instruction =
            ix::liquidate(&self.keys, series, &liquidator.key(), owner, max_contracts);
        self.send(&[instruction], &[&liquidator.wallet])
    }

    /// Moves options between wallets.
    pub fn transfer_options(
        &mut self,
        from: &Actor,
        to: &Actor,
        series: &SeriesKeys,
        amount: u64,
    ) -> Outcome {
        self.open_options(to, series)?;
        let instruction = spl_token_interface::instruction::transfer(
            &anchor_spl::token::ID,
            &series.option_account(&from.key()),
            &series.option_account(&to.key()),
            &from.key(),
            &[],
            amount,
        )
        .expect("the token program");
        self.send(&[instruction], &[&from.wallet])
    }

    /// Fixes a series' settlement price.
    pub fn settle_series(&mut self, series: &SeriesKeys) -> Outcome {
        let instruction = ix::settle_series(&self.keys, series);
        self.send(&[instruction], &[])
    }

    /// Settles somebody's short.
    pub fn settle_short(&mut self, owner: &Pubkey, series: &SeriesKeys) -> Outcome {
        let instruction = ix::settle_short(&self.keys, series, owner);
        self.send(&[instruction], &[])
    }

    /// Redeems options.
    pub fn redeem(&mut self, actor: &Actor, series: &SeriesKeys, contracts: u64) -> Outcome {
        let instruction = ix::redeem_option(&self.keys, series, &actor.key(), contracts);
        self.send(&[instruction], &[&actor.wallet])
    }
}
