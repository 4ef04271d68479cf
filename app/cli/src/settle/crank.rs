//! Settling one series after another, passing over what somebody else has done meanwhile.

use anchor_lang::solana_program::instruction::Instruction;
use ballast_client::{
    amounts,
    ballast::{errors::BallastError, state::Series},
    views::{SettlementBook, SettlementStep},
    SeriesKeys,
};
use solana_keypair::Keypair;

use super::Left;
use crate::{
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

    /// Takes a series' steps; none without its price.
    pub fn settle(&mut self, book: &SettlementBook, (keys, series): &(SeriesKeys, Series)) {
        let name = self.desk.name_of(keys);
        for step in book.steps(keys, series.settled) {
            let instruction = step.instruction(&self.desk.keys, keys);
            if step != SettlementStep::Price {
                self.step(self.words(&step, &name), instruction);
            } else if !self.price(keys, &name, instruction) {
                return;
            }
        }
    }

    /// What a step does to a series.
    fn words(&self, step: &SettlementStep, name: &str) -> String {
        let contracts = |atoms| self.desk.contracts(atoms);
        match *step {
            SettlementStep::Price => format!("settled {name}"),
            SettlementStep::Net { owner } => format!("netted {name} of {owner}"),
            SettlementStep::Short {
                owner,
                contracts: atoms,
            } => format!("settled {} {name} short of {owner}", contracts(atoms)),
            SettlementStep::EndSale { vault } => format!("ended the sale of vault {vault}"),
            SettlementStep::Vault { vault } => format!("settled {name} of vault {vault}"),
            SettlementStep::Long {
                owner,
                contracts: atoms,
            } => format!(
                "redeemed {} {name} in the account of {owner}",
                contracts(atoms)
            ),
        }
    }

    /// Fixes the settlement price; false if there is none.
    fn price(&mut self, keys: &SeriesKeys, name: &str, settle: Instruction) -> bool {
        match self.desk.send(self.wallet, &[settle]) {
            Ok(sent) => {
                let series = self.desk.node.account::<Series>(&keys.series);
                let price = series.ok().flatten().map_or_else(
                    || "its price".to_owned(),
                    |series| {
                        let exponent = self.desk.market.price_exponent;
                        amounts::price(series.settlement_price, exponent)
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
