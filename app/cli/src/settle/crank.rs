//! Settling one series after another, passing over what somebody else has done meanwhile.

use anchor_lang::solana_program::instruction::Instruction;
use ballast_client::{
    ballast::{
        errors::BallastError,
        state::{Series, Stage},
    },
    instructions as ix, SeriesKeys, VaultKeys,
};
use solana_keypair::Keypair;

use super::{order::Book, Left};
use crate::{
    amount,
    rpc::{Desk, Refused},
    steps::{Step, Steps},
};

/// Sends what is due and keeps what came of it.
pub struct Crank<'a> {
    desk: &'a Desk,
    wallet: &'a Keypair,
    steps: Steps,
    left: Vec<Left>,
}

impl<'a> Crank<'a> {
    pub fn new(desk: &'a Desk, wallet: &'a Keypair) -> Self {
        Self {
            desk,
            wallet,
            steps: Steps::default(),
            left: Vec::new(),
        }
    }

    /// What was done, and what could not be.
    pub fn outcome(self) -> (Vec<Step>, Vec<Left>) {
        (self.steps.steps, self.left)
    }

    /// The price; then shorts, netted first; then vaults; then, the pool being complete, options in accounts.
    pub fn settle(&mut self, book: &Book, (keys, series): &(SeriesKeys, Series)) {
        let desk = self.desk;
        let market = &desk.keys;
        let name = desk.name_of(keys);
        if !series.settled && !self.price(keys, &name) {
            return;
        }
        for (account, position) in book.positions(keys) {
            let owner = account.owner;
            if position.short.min(position.long) > 0 {
                let what = format!("netted {name} of {owner}");
                self.step(what, ix::net_position(market, keys, &owner));
            }
            if position.short > position.long {
                let contracts = desk.contracts(position.short - position.long);
                let what = format!("settled {contracts} {name} short of {owner}");
                self.step(what, ix::settle_short(market, keys, &owner));
            }
        }
        for vault in book.vaults(keys) {
            let vault_keys = VaultKeys::derive(market, vault.id, keys.kind);
            let number = vault.id;
            if vault.stage == Stage::Selling {
                let what = format!("ended the sale of vault {number}");
                self.step(what, ix::end_sale(market, &vault_keys, keys));
            }
            let what = format!("settled {name} of vault {number}");
            self.step(what, ix::settle_vault(market, &vault_keys, keys));
        }
        for (account, position) in book.positions(keys) {
            if position.long > position.short {
                let owner = account.owner;
                let contracts = desk.contracts(position.long - position.short);
                let what = format!("redeemed {contracts} {name} in the account of {owner}");
                self.step(what, ix::settle_long(market, keys, &owner));
            }
        }
    }

    /// Fixes the settlement price; false if there is none.
    fn price(&mut self, keys: &SeriesKeys, name: &str) -> bool {
        let settle = ix::settle_series(&self.desk.keys, keys);
        match self.desk.send(self.wallet, &[settle]) {
            Ok(sent) => {
                let series = self.desk.node.account::<Series>(&keys.series);
                let price = series.ok().flatten().map_or_else(
                    || "its price".to_owned(),
                    |series| {
                        let exponent = self.desk.market.price_exponent;
                        amount::print_price(series.settlement_price, exponent)
                    },
                );
                self.steps.tell(format!("settled {name} at {price}"), &sent);
                true
            }
            Err(error) => self.pass_over(format!("settle {name}"), &error),
        }
    }

    fn step(&mut self, what: String, instruction: Instruction) {
        match self.desk.send(self.wallet, &[instruction]) {
            Ok(sent) => self.steps.tell(what, &sent),
            Err(error) => {
                self.pass_over(what, &error);
            }
        }
    }

    /// True for what somebody else has done; the rest is left, with its reason.
    fn pass_over(&mut self, what: String, error: &anyhow::Error) -> bool {
        let refused = error.downcast_ref::<Refused>();
        let is_done = matches!(
            refused.and_then(|refused| refused.reason),
            Some(BallastError::SeriesSettled | BallastError::NoPosition | BallastError::WrongStage)
        );
        if !is_done {
            let why = format!("{error:#}");
            self.left.push(Left { what, why });
        }
        is_done
    }
}
