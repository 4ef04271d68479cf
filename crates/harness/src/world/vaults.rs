//! Every instruction on a vault as a method.

use anchor_lang::prelude::Pubkey;
use ballast::state::VaultParams;
use ballast_client::{instructions as ix, SeriesKeys, VaultKeys};
use option_risk::{sale::Pick, units::Kind};
use solana_signer::Signer;

use super::{actions::Outcome, Actor, World};
use crate::{chain::TxError, setup::keypair};

/// Number of the keypair whose the fees of every vault are.
pub const FEE_RECIPIENT: u64 = 6;

impl World {
    /// Creates a vault; its fees are those of [`FEE_RECIPIENT`].
    pub fn create_vault(
        &mut self,
        id: u16,
        kind: Kind,
        params: VaultParams,
    ) -> Result<VaultKeys, TxError> {
        let vault = VaultKeys::derive(&self.keys, id, kind);
        let admin = self.admin.insecure_clone();
        let recipient = fee_recipient();
        let instructions =
            ix::create_vault(&self.keys, &vault, &admin.pubkey(), &recipient, params);
        self.send(&instructions, &[&admin])?;
        self.vaults.push(vault);
        Ok(vault)
    }

    /// Queues collateral with the vault.
    pub fn queue_deposit(&mut self, actor: &Actor, amount: u64) -> Outcome {
        let round = self.vault_state().book.round;
        let instruction = ix::queue_deposit(&self.keys, &self.vault, &actor.key(), round, amount);
        self.send(&[instruction], &[&actor.wallet])
    }

    /// Takes all of a deposit queued in this round back.
    pub fn cancel_deposit(&mut self, actor: &Actor) -> Outcome {
        self.cancel_part(actor, u64::MAX)
    }

    /// Takes part of a deposit queued in this round back.
    pub fn cancel_part(&mut self, actor: &Actor, amount: u64) -> Outcome {
        let round = self.vault_state().book.round;
        let instruction = ix::cancel_deposit(&self.keys, &self.vault, &actor.key(), round, amount);
        self.send(&[instruction], &[&actor.wallet])
    }

    /// Takes a deposit of a rolled round back that was not taken.
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

    /// Takes up to `shares` queued in this round back.
    pub fn cancel_withdrawal(&mut self, actor: &Actor, shares: u64) -> Outcome {
        let round = self.vault_state().book.round;
        let instruction =
            ix::cancel_withdrawal(&self.keys, &self.vault, &actor.key(), round, shares);
        self.send(&[instruction], &[&actor.wallet])
    }

    /// Claims the assets of a withdrawal rolled in `round`.
    pub fn claim_withdrawal(&mut self, actor: &Actor, round: u64) -> Outcome {
        let instruction = ix::claim_withdrawal(&self.keys, &self.vault, &actor.key(), round);
        self.send(&[instruction], &[&actor.wallet])
    }

    /// Takes everything a wallet has out of an open vault by a roll; what collateral that was.
    pub fn leave(&mut self, actor: &Actor) -> u64 {
        let kind = self.vault.kind;
        let before = self.wallet(&actor.key(), kind);
        let round = self.vault_state().book.round;
        let shares = self.shares(&actor.key());
        self.queue_withdrawal(actor, shares).expect("shares");
        self.roll_round().expect("a queue");
        self.claim_withdrawal(actor, round).expect("a claim");
        self.wallet(&actor.key(), kind) - before
    }

    /// Burns shares of the vault.
    pub fn burn_shares(&mut self, actor: &Actor, amount: u64) {
        let burn = spl_token_interface::instruction::burn(
            &anchor_spl::token::ID,
            &self.vault.share_account(&actor.key()),
            &self.vault.share_mint,
            &actor.key(),
            &[],
            amount,
        );
        let burn = burn.expect("the token program");
        self.send(&[burn], &[&actor.wallet]).expect("shares");
    }

    /// Settles the vault's queues.
    pub fn roll_round(&mut self) -> Outcome {
        let round = self.vault_state().book.round;
        let instruction = ix::roll_round(&self.keys, &self.vault, &self.admin.pubkey(), round);
        self.send(&[instruction], &[])
    }

    /// The series the vault's rule picks at the market's last price.
    pub fn vault_pick(&mut self) -> Pick {
        let (market, vault, now) = (self.market(), self.vault_state(), self.now());
        vault.pick(&market, now).expect("a strike")
    }

    /// Observes, creates the series the vault picks now, and starts its sale.
    pub fn start_sale(&mut self) -> Result<SeriesKeys, TxError> {
        self.observe()?;
        let pick = self.vault_pick();
        let series = self.ensure_series(self.vault.kind, pick.strike, pick.expiry_ts)?;
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

    /// Fills the vault's hedge order, whatever its side.
    pub fn fill_hedge(&mut self, actor: &Actor, max_base: u64, price_limit: u64) -> Outcome {
        let side = self.vault_state().hedge.side().expect("a side");
        let instruction = ix::fill_hedge(
            &self.keys,
            &self.vault,
            &actor.key(),
            side,
            max_base,
            price_limit,
        );
        self.send(&[instruction], &[&actor.wallet])
    }

    /// Crosses the hedges of two vaults.
    pub fn cross_hedges(&mut self, seller: &VaultKeys, buyer: &VaultKeys) -> Outcome {
        let instruction = ix::cross_hedges(&self.keys, seller, buyer);
        self.send(&[instruction], &[])
    }

    /// Closes the vault's orders that are over.
    pub fn close_orders(&mut self) -> Outcome {
        let instruction = ix::close_orders(&self.keys, &self.vault);
        self.send(&[instruction], &[])
    }

    /// Opens the vault's order to buy its options back.
    pub fn open_buyback(&mut self) -> Outcome {
        let instruction = ix::open_buyback(&self.keys, &self.vault);
        self.send(&[instruction], &[])
    }

    /// Sells options to the vault.
    pub fn fill_buyback(
        &mut self,
        actor: &Actor,
        series: &SeriesKeys,
        max_contracts: u64,
        min_premium: u64,
    ) -> Outcome {
        let instruction = ix::fill_buyback(
            &self.keys,
            &self.vault,
            series,
            &actor.key(),
            max_contracts,
            min_premium,
        );
        self.send(&[instruction], &[&actor.wallet])
    }

    /// Hands the shares of the vault's fees to their recipient.
    pub fn claim_fees(&mut self) -> Outcome {
        let recipient = self.vault_state().fee_recipient;
        let payer = self.admin.pubkey();
        let instructions = ix::claim_fees(&self.keys, &self.vault, &payer, &recipient);
        self.send(&instructions, &[])
    }

    /// Settles the vault's options.
    pub fn settle_vault(&mut self, series: &SeriesKeys) -> Outcome {
        let instruction = ix::settle_vault(&self.keys, &self.vault, series);
        self.send(&[instruction], &[])
    }
}

/// Whose the fees of every vault are.
pub fn fee_recipient() -> Pubkey {
    keypair(FEE_RECIPIENT).pubkey()
}
