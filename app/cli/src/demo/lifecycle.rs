//! What anybody may crank once its time has come: sales, rounds, settlement.
//!
//! Steps refused by the breaker are tried again a minute later; nothing waits
//! for anything but the clock.

use anyhow::Result;
use ballast::state::Stage as Round;

use super::{scene::Scene, settlement, vault, writers};

/// Seconds between tries of a refused step.
const RETRY_SECS: i64 = 60;

/// Where the crank stands.
pub struct Lifecycle {
    /// Lots the buyer has taken in the running sale.
    lots: usize,
    /// Per writer, the expiry it has last written for (or given up on).
    written: Vec<i64>,
    /// Not before this time is a refused step tried again.
    retry_ts: i64,
    /// Everybody is out.
    pub is_over: bool,
}

impl Lifecycle {
    /// Nothing has been written yet.
    pub fn new(writers: usize) -> Self {
        Self {
            lots: 0,
            written: vec![0; writers],
            retry_ts: 0,
            is_over: false,
        }
    }

    /// Takes whatever step is due; with `closing`, no new round begins. True if one was taken.
    pub fn crank(&mut self, scene: &mut Scene, closing: bool) -> Result<bool> {
        let stage = scene.vault.stage;
        if stage == Round::Selling {
            let ended = vault::run_sale(scene, &mut self.lots)?;
            return Ok(self.write(scene, closing)? || ended);
        }
        if settlement::next_expiry(scene).is_some_and(|expiry| expiry <= scene.now())
            && settlement::settle_expired(scene)?
        {
            return Ok(true);
        }
        match stage {
            Round::Live => self.write(scene, closing),
            Round::Settled => roll(scene, closing),
            _ if scene.vault.book.pending_deposits > 0 => roll(scene, closing),
            _ if closing => self.leave(scene),
            _ => self.start_sale(scene),
        }
    }

    fn start_sale(&mut self, scene: &mut Scene) -> Result<bool> {
        if scene.now() < self.retry_ts {
            return Ok(false);
        }
        let started = vault::start_sale(scene)?;
        self.lots = 0;
        self.retry_ts = scene.now() + if started { 0 } else { RETRY_SECS };
        Ok(started)
    }

    /// Every writer who has not written for the vault's expiry does.
    fn write(&mut self, scene: &mut Scene, closing: bool) -> Result<bool> {
        let expiry_ts = scene.vault.sale.expiry_ts;
        let now = scene.now();
        if closing || now < self.retry_ts || now >= expiry_ts {
            return Ok(false);
        }
        let mut wrote = false;
        for index in 0..self.written.len() {
            if self.written[index] == expiry_ts {
                continue;
            }
            if writers::write(scene, index, expiry_ts)? {
                self.written[index] = expiry_ts;
                wrote = true;
            } else {
                self.retry_ts = now + RETRY_SECS;
            }
        }
        Ok(wrote)
    }

    /// The file is over and the vault open: the last shares are paid, the last accounts closed.
    fn leave(&mut self, scene: &mut Scene) -> Result<bool> {
        if scene
            .tape
            .world
            .supply(&scene.tape.world.vault.share_mint.clone())
            > 0
        {
            return roll(scene, true);
        }
        if settlement::next_expiry(scene).is_some() {
            return Ok(false);
        }
        settlement::close_accounts(scene)?;
        self.is_over = true;
        Ok(true)
    }
}

fn roll(scene: &mut Scene, closing: bool) -> Result<bool> {
    if closing {
        vault::queue_withdrawals(scene)?;
    }
    vault::roll(scene)?;
    Ok(true)
}
