//! What the residents do by themselves while the node serves: the buyer buys what the vault sells and redeems, writers
//! write again when they are free. Everything else of the market's life is left to keepers.

use ballast::state::{Series, Stage as Round, Vault};
use ballast_client::SeriesKeys;
use option_risk::{breaker::Action, calendar::next_expiry, units::Kind};

use super::cast::{Cast, BASE};
use crate::tape::{gate, writing, Tape};

/// Between two looks around, chain seconds.
const LOOK_SECS: i64 = 30;
/// Between two deposits: a daily vault's rolls have something to do.
const DEPOSIT_SECS: i64 = 86_400;
/// A sale is bought out so long after it has opened ...
const BUY_AFTER_SECS: u64 = 180;
/// ... or, where it is left to visitors, once so much of it is over, percent.
const LEAVE_PCT: u64 = 90;
/// Between two tries of the writers.
const WRITE_SECS: i64 = 600;

/// The residents and what they remember.
pub struct Residents {
    pub cast: Cast,
    leave_sales: bool,
    looked_ts: i64,
    wrote_ts: i64,
    deposited_ts: i64,
    /// What they did, and what did not work, newest last.
    pub log: Vec<String>,
}

impl Residents {
    /// Residents who leave sales to visitors, or do not.
    pub fn new(cast: Cast, leave_sales: bool) -> Self {
        Self {
            cast,
            leave_sales,
            looked_ts: 0,
            wrote_ts: 0,
            deposited_ts: 0,
            log: Vec::new(),
        }
    }

    /// Acts on the present print, if it is time to.
    pub fn act(&mut self, tape: &mut Tape) {
        let now = tape.now();
        if now < self.looked_ts + LOOK_SECS {
            return;
        }
        self.looked_ts = now;
        tape.refresh();
        let vault = tape.world.vault_state();
        if vault.stage == Round::Selling {
            self.buy(tape, &vault);
        }
        self.redeem(tape);
        if now >= self.deposited_ts + DEPOSIT_SECS {
            self.deposited_ts = now;
            self.deposit(tape);
        }
        if now >= self.wrote_ts + WRITE_SECS {
            self.wrote_ts = now;
            self.write(tape);
        }
    }

    fn buy(&mut self, tape: &mut Tape, vault: &Vault) {
        let (sale, now) = (&vault.sale, tape.now());
        let left = sale.contracts.saturating_sub(sale.sold);
        // As the purchase will see it: with the newest print taken in.
        let Ok(ahead) = tape.ahead() else { return };
        let buy_after = match self.leave_sales {
            true => u64::from(vault.params.sale.duration_secs) * LEAVE_PCT / 100,
            false => BUY_AFTER_SECS,
        };
        if left == 0
            || vault.sale_elapsed(&ahead, now) < buy_after
            || vault.is_sale_over(&ahead, now)
            || gate::refusal(&ahead, Action::BuyOption, now).is_some()
        {
            return;
        }
        let (strike, expiry_ts) = (sale.strike, sale.expiry_ts);
        let series = SeriesKeys::derive(&tape.world.keys, Kind::Call, strike, expiry_ts);
        let buyer = &self.cast.buyer.actor;
        let purse = tape.world.wallet(&buyer.key(), Kind::Call);
        match tape.world.buy(buyer, &series, left, purse) {
            Ok(_) => {
                // Known from now on, for its redemption.
                let known = tape.world.ensure_series(Kind::Call, strike, expiry_ts);
                self.note("the vault's options bought", known.map(|_| ()));
            }
            Err(error) => self.note("buying the vault's options", Err(error)),
        }
    }

    /// The buyer's options of settled series.
    fn redeem(&mut self, tape: &mut Tape) {
        let now = tape.now();
        let buyer = &self.cast.buyer.actor;
        let mut over = Vec::new();
        for series in tape.world.series.clone() {
            let state: Option<Series> = tape.world.fetch(&series.series);
            if series.expiry_ts > now || !state.is_some_and(|state| state.settled) {
                continue;
            }
            let held = tape.world.options(&buyer.key(), &series);
            let redeemed = match held {
                0 => Ok(Default::default()),
                _ => tape.world.redeem(buyer, &series, held),
            };
            // Not before every short of it has paid.
            if redeemed.is_ok() {
                over.push(series);
            }
        }
        tape.world.series.retain(|series| !over.contains(series));
    }

    /// A little more, for the next roll.
    fn deposit(&mut self, tape: &mut Tape) {
        let queued = (tape.world).queue_deposit(&self.cast.depositors[2].actor, BASE);
        self.note("a deposit queued", queued.map(|_| ()));
    }

    fn write(&mut self, tape: &mut Tape) {
        let Ok(expiry_ts) = next_expiry(tape.now(), 1) else {
            return;
        };
        for writer in &self.cast.writers {
            let (actor, buyer) = (&writer.resident.actor, &self.cast.buyer.actor);
            let written = writing::write(tape, actor, &writer.plan, buyer, expiry_ts);
            if let Err(error) = written {
                let name = &writer.resident.name;
                self.log.push(format!("{name} did not write: {error:#}"));
            }
        }
    }

    fn note(&mut self, what: &str, outcome: Result<(), ballast_harness::TxError>) {
        self.log.push(match outcome {
            Ok(()) => what.to_owned(),
            Err(error) => format!("{what}: {error}"),
        });
    }
}
