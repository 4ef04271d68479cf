//! What became of one week.

use anyhow::Result;
use ballast::state::{Round as Record, Vault};
use option_math::Vol;
use serde::Serialize;

use crate::{
    format::decimal,
    tape::{sale::Clearing, Tape},
};

/// One week; amounts in collateral atoms, volatilities annualised.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Round {
    /// The week's expiry.
    pub expiry_ts: i64,
    /// When its last sale started; none if none did.
    pub started_ts: Option<i64>,
    /// When it cleared.
    pub cleared_ts: Option<i64>,
    /// Price as the sale started.
    pub spot: Option<f64>,
    /// Strike.
    pub strike: Option<f64>,
    /// What the auction asked around as it started: the mark, or what was lately realised if that was more.
    pub sale_vol: Option<f64>,
    /// Slow realised volatility as it cleared, or as the last sale that did not had started.
    pub realised_vol: Option<f64>,
    /// Asked at the money as it cleared.
    pub ask_vol: Option<f64>,
    /// Least asked at the money in the last sale that did not clear.
    pub least_ask_vol: Option<f64>,
    /// Contracts offered, atoms.
    pub offered: u64,
    /// Contracts sold, atoms.
    pub sold: u64,
    /// Earned by the vault, net of the insurance share.
    pub premium: u64,
    /// Of the premium, to the insurance fund.
    pub insurance_share: u64,
    /// Settlement price; none if nothing was sold.
    pub settlement: Option<f64>,
    /// Paid to the buyer.
    pub payoff: u64,
    /// Fees, in shares, at what they were worth.
    pub fee: u64,
    /// Collateral tokens a whole share after the week's last roll.
    pub share_price: f64,
    /// Price at the end of the week.
    pub price: f64,
    /// Auctions that ended without a buyer.
    pub unsold_sales: u32,
    /// Hours at which the program would have refused a sale that was due, and why it did last.
    pub put_off: u32,
    /// In words.
    pub put_off_why: Option<&'static str>,
}

impl Round {
    /// The week to `expiry_ts`.
    pub fn to(expiry_ts: i64) -> Self {
        Self {
            expiry_ts,
            ..Self::default()
        }
    }

    /// A sale has started.
    pub fn started(&mut self, vault: &Vault, tape: &Tape) -> Result<()> {
        let sale = &vault.sale;
        self.started_ts = Some(sale.started_ts);
        self.spot = Some(decimal(tape.market.risk.price));
        self.strike = Some(decimal(sale.strike));
        self.sale_vol = Some(number(tape.market.sale_vol(tape.now())?));
        let params = &tape.market.params.vol;
        self.realised_vol = Some(number(tape.market.risk.vol.slow(params)?));
        self.offered = sale.contracts;
        Ok(())
    }

    /// Nobody buys at what it asks before the next print.
    pub fn asked(&mut self, least: Option<Vol>) {
        self.least_ask_vol = least.map(number).or(self.least_ask_vol);
    }

    /// It has cleared.
    pub fn cleared(&mut self, at: &Clearing, vault: &Vault) {
        self.cleared_ts = Some(at.ts);
        self.ask_vol = Some(number(at.ask_vol));
        self.realised_vol = Some(number(at.realised_vol));
        self.sold = vault.sale.sold;
        self.premium = vault.sale.premium;
        self.insurance_share = at.premium - vault.sale.premium;
    }

    /// It has been rolled: settled, or ended unsold.
    pub fn rolled(&mut self, record: &Record, share_price: f64, fee: u64) {
        self.share_price = share_price;
        self.fee += fee;
        let outcome = &record.outcome;
        if outcome.contracts == 0 {
            self.unsold_sales += 1;
            return;
        }
        self.settlement = Some(decimal(outcome.settlement_price));
        self.payoff = outcome.payoff;
    }

    /// The program would refuse a sale now.
    pub fn refused(&mut self, why: &'static str) {
        self.put_off += 1;
        self.put_off_why = Some(why);
    }
}

fn number(vol: Vol) -> f64 {
    vol.0.to_num()
}
