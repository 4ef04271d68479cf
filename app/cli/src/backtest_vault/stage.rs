//! The embedded chain, the vault, and who is in it.

use anchor_lang::prelude::Pubkey;
use anyhow::Result;
use ballast_harness::{Actor, NativeChain, Setup};
use option_risk::units::Kind;

use super::plan::Plan;
use crate::tape::{setup, Tape};

/// What the buyer has, in deposits: premiums of years before any payoff.
const BUYER_DEPOSITS: u64 = 20;

/// What the vault sells, and what is put into it.
#[derive(Clone, Copy, Debug)]
pub struct Deposit {
    /// Calls or puts.
    pub kind: Kind,
    /// Base atoms; for puts their worth in quote is put in.
    pub base: u64,
}

/// Everything that stands before the first print after the lead-in's first.
pub struct Stage {
    /// The market.
    pub tape: Tape,
    /// Deposits once.
    pub depositor: Actor,
    /// Buys every option.
    pub buyer: Actor,
    /// What the depositor has, collateral atoms.
    pub deposit: u64,
}

impl Stage {
    /// All who have a wallet.
    pub fn owners(&self) -> [Pubkey; 2] {
        [self.depositor.key(), self.buyer.key()]
    }
}

/// Localnet's parameters at the plan's prices, without hedges and buy-backs.
pub fn parameters(plan: &Plan) -> Setup {
    let first = &plan.bars[0];
    let mut setup = setup::at(first.close, plan.closes_ts(first), plan.secs);
    setup.vault.hedge.target_delta_bps = 0;
    setup.vault.buyback.max_gamma_bps = 0;
    setup
}

/// Opens market and vault. From then on a wallet without any office pays for what the keeper sends.
pub fn open(setup: &Setup, plan: &Plan, deposit: Deposit) -> Result<Stage> {
    let Deposit { kind, base } = deposit;
    let mut tape = Tape::open(Box::new(NativeChain::start()), setup)?;
    if kind == Kind::Put {
        // The world's first vault sells calls; it stays empty.
        tape.world.vault = tape.world.create_vault(1, kind, setup.vault)?;
    }
    let scale = tape.market.scale();
    let deposit = match kind {
        Kind::Call => base,
        Kind::Put => scale.quote_for_base_down(base, plan.first_price())?,
    };
    let mut hire = |amount: u64| match kind {
        Kind::Call => tape.world.actor(amount, 0),
        Kind::Put => tape.world.actor(0, amount),
    };
    let depositor = hire(deposit)?;
    let buyer = hire(deposit * BUYER_DEPOSITS)?;
    tape.world.admin = hire(0)?.wallet;
    Ok(Stage {
        tape,
        depositor,
        buyer,
        deposit,
    })
}
