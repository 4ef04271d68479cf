//! Every instruction of the program as a method.

use anchor_lang::prelude::Pubkey;
use ballast_client::{instructions as ix, SeriesKeys};
use option_risk::{sale, units::Kind};
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

    /// As [`Self::create_series`], or the one created before.
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

    /// Queues base with the vault.
    pub fn queue_deposit(&mut self, actor: &Actor, amount: u64) -> Outcome {
        let round = self.vault_state().book.round;
        let instruction = ix::queue_deposit(&self.keys, &self.vault, &actor.key(), round, amount);
        self.send(&[instruction], &[&actor.wallet])
    }

    /// Takes a deposit queued in this round back.
    pub fn cancel_deposit(&mut self, actor: &Actor) -> Outcome {
        let round = self.vault_state().book.round;
        let instruction = ix::cancel_deposit(&self.keys, &self.vault, &actor.key(), round);
        self.send(&[instruction], &[&actor.wallet])
    }

    /// Takes a deposit of a rolled round back that could not be valued.
    pub fn reclaim_deposit(&mut self, actor: &Actor, round: u64) -> Outcome {
        let instruction = ix::reclaim_deposit(&self.keys, &self.vault, &actor.key(), round);
        self.send(&[instruction], &[&actor.wallet])
    }

    /// Claims the shares of a deposit rolled in `round`.
    pub fn claim_shares(&mut self, actor: &Actor, round: u64) -> Outcome {
        let create = ix::create_token_account(
            &self.admin.pubkey(),
            &actor.key(),
            &self.vault.share_mint,
            &anchor_spl::token::ID,
        );
        let claim = ix::claim_shares(&self.keys, &self.vault, &actor.key(), round);
        self.send(&[create, claim], &[&actor.wallet])
    }

    /// Queues shares to be paid out.
    pub fn queue_withdrawal(&mut self, actor: &Actor, shares: u64) -> Outcome {
        let round = self.vault_state().book.round;
        let instruction =
            ix::queue_withdrawal(&self.keys, &self.vault, &actor.key(), round, shares);
        self.send(&[instruction], &[&actor.wallet])
    }

    /// Takes shares queued in this round back.
    pub fn cancel_withdrawal(&mut self, actor: &Actor) -> Outcome {
        let round = self.vault_state().book.round;
        let instruction = ix::cancel_withdrawal(&self.keys, &self.vault, &actor.key(), round);
        self.send(&[instruction], &[&actor.wallet])
    }

    /// Claims the assets of a withdrawal rolled in `round`.
    pub fn claim_withdrawal(&mut self, actor: &Actor, round: u64) -> Outcome {
        let instruction = ix::claim_withdrawal(&self.keys, &self.vault, &actor.key(), round);
        self.send(&[instruction], &[&actor.wallet])
    }

    /// Settles the vault's queues.
    pub fn roll_round(&mut self) -> Outcome {
        let round = self.vault_state().book.round;
        let instruction = ix::roll_round(&self.keys, &self.vault, &self.admin.pubkey(), round);
        self.send(&[instruction], &[])
    }

    /// The series the vault's rule picks at the market's last price.
    pub fn vault_pick(&mut self) -> (u64, i64) {
        let (market, vault, now) = (self.market(), self.vault_state(), self.now());
        sale::pick(
            market.risk.price,
            now,
            market.mark_vol(now).expect("a volatility"),
            vault.params.tenor_days,
            &vault.params.sale,
        )
        .expect("a strike")
    }

    /// Observes, creates the series the vault picks now, and starts its sale.
    pub fn start_sale(&mut self) -> Result<SeriesKeys, TxError> {
        self.observe()?;
        let (strike, expiry_ts) = self.vault_pick();
        let series = self.ensure_series(Kind::Call, strike, expiry_ts)?;
        let instructions = ix::start_sale(&self.keys, &self.vault, &series, &self.admin.pubkey());
        self.send(&instructions, &[])?;
        Ok(series)
    }

    /// Buys from the vault's sale.
    pub fn buy(
        &mut self,
        actor: &Actor,
        series: &SeriesKeys,
        contracts: u64,
        max_premium: u64,
    ) -> Outcome {
        self.open_options(actor, series)?;
        let instruction = ix::buy_option(
            &self.keys,
            &self.vault,
            series,
            &actor.key(),
            contracts,
            max_premium,
        );
        self.send(&[instruction], &[&actor.wallet])
    }

    /// Ends the vault's sale.
    pub fn end_sale(&mut self, series: &SeriesKeys) -> Outcome {
        let instruction = ix::end_sale(&self.keys, &self.vault, series);
        self.send(&[instruction], &[])
    }

    /// Opens the vault's hedge order.
    pub fn open_hedge(&mut self) -> Outcome {
        let instruction = ix::open_hedge(&self.keys, &self.vault);
        self.send(&[instruction], &[])
    }

    /// Fills the vault's hedge order.
    pub fn fill_hedge(&mut self, actor: &Actor, max_base: u64, quote_limit: u64) -> Outcome {
        let instruction =
            ix::fill_hedge(&self.keys, &self.vault, &actor.key(), max_base, quote_limit);
        self.send(&[instruction], &[&actor.wallet])
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

    /// Settles the vault's calls.
    pub fn settle_vault(&mut self, series: &SeriesKeys) -> Outcome {
        let instruction = ix::settle_vault(&self.keys, &self.vault, series);
        self.send(&[instruction], &[])
    }

    /// Redeems options.
    pub fn redeem(&mut self, actor: &Actor, series: &SeriesKeys, contracts: u64) -> Outcome {
        let instruction = ix::redeem_option(&self.keys, series, &actor.key(), contracts);
        self.send(&[instruction], &[&actor.wallet])
    }
}
