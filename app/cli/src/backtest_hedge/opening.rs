//! Before the file begins: the market opens, and the vault sells its calls at what the market has realised.

use anyhow::{bail, Result};
use ballast_harness::{Actor, NativeChain};

use super::terms::{self, Mode, DEPOSIT};
use crate::{
    prices::Bars,
    tape::{
        crank::{Crank, Step},
        sale::{self, Auction, Reservation},
        Tape,
    },
};

/// The market, the vault with its calls sold, and who is in it.
pub struct Stage {
    /// The market.
    pub tape: Tape,
    /// The vault's keeper.
    pub crank: Crank,
    /// Deposits once.
    pub depositor: Actor,
    /// Holds the calls.
    pub buyer: Actor,
    /// Fills hedges.
    pub filler: Actor,
}

/// Opens the market and sells the calls.
pub fn open(bars: &Bars, mode: Mode) -> Result<Stage> {
    let setup = terms::parameters(bars, mode);
    let mut tape = Tape::open(Box::new(NativeChain::start()), &setup)?;
    let worth = (tape.market.scale()).quote_for_base_down(DEPOSIT, setup.price)?;
    let mut stage = Stage {
        depositor: tape.world.actor(DEPOSIT, 0)?,
        buyer: tape.world.actor(DEPOSIT, 0)?,
        filler: tape.world.actor(DEPOSIT, worth)?,
        crank: Crank::new(&mut tape),
        tape,
    };
    let queued = (stage.tape.world).queue_deposit(&stage.depositor, DEPOSIT);
    stage.tape.must("queueing the deposit", queued)?;
    stage.crank.refresh(&mut stage.tape);
    sell(&mut stage)?;
    Ok(stage)
}

fn sell(stage: &mut Stage) -> Result<()> {
    let Stage {
        tape, crank, buyer, ..
    } = stage;
    let reservation = Reservation { premium_bps: 0 };
    loop {
        match crank.step(tape)? {
            Step::Taken(_) => {}
            Step::PutOff(why) => bail!("the calls cannot be sold: {why}"),
            Step::Wait(None) => bail!("the calls cannot be sold: nothing is due"),
            Step::Wait(Some(_)) if crank.vault.sale.sold > 0 => return Ok(()),
            Step::Wait(Some(ends_ts)) => {
                let Auction::Clears(at) = reservation.look(tape, &crank.vault, ends_ts)? else {
                    bail!("nobody buys the calls");
                };
                if !sale::take(tape, crank, buyer, &at)? {
                    bail!("the calls cannot be bought");
                }
            }
        }
    }
}
