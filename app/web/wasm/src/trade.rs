//! A vault's sale, and its orders.

use ballast_client::{
    ballast::state::{Stage, Vault},
    reports::{self, BuybackFill, HedgeFill, Quote, SalePoint},
};
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{one, shown, shown_all, MarketView, Told};

/// Strike and expiry of a series.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
#[tsify(large_number_types_as_bigints)]
pub struct Terms {
    /// Feed units.
    pub strike: u64,
    /// Unix seconds.
    pub expiry_ts: i64,
}

#[wasm_bindgen]
impl MarketView {
    /// What the running sale asks for `contracts`.
    pub fn quote(&self, vault: &[u8], contracts: u64) -> Told<Ts<Quote>> {
        let vault = vault_of(vault)?;
        shown(&reports::quote(&self.market, &vault, contracts, self.now)?)
    }

    /// What the running sale asks from its opening to its end, at the present price; empty where none runs.
    pub fn sale_curve(&self, vault: &[u8]) -> Told<Vec<Ts<SalePoint>>> {
        let vault = vault_of(vault)?;
        shown_all(&reports::sale_curve(&self.market, &vault, self.now)?)
    }

    /// Seconds the sale has run; its clock stands still in halts and the graces after them.
    pub fn sale_elapsed(&self, vault: &[u8]) -> Told<u64> {
        Ok(vault_of(vault)?.sale_elapsed(&self.market, self.now))
    }

    /// When the next sale may start, once the options of this one have expired; none if the vault winds down.
    pub fn sale_opens_ts(&self, vault: &[u8]) -> Told<Option<i64>> {
        let vault = vault_of(vault)?;
        if vault.params.is_winding_down() {
            return Ok(None);
        }
        let after = match vault.stage {
            Stage::Selling | Stage::Live => self.now.max(vault.sale.expiry_ts),
            Stage::Open | Stage::Settled => self.now,
        };
        Ok(Some(vault.sale_opens_ts(after)?))
    }

    /// The options that a sale started now would offer.
    pub fn next_series(&self, vault: &[u8]) -> Told<Ts<Terms>> {
        let pick = vault_of(vault)?.pick(&self.market, self.now)?;
        shown(&Terms {
            strike: pick.strike,
            expiry_ts: pick.expiry_ts,
        })
    }

    /// What filling the hedge order with at most `max_base` would trade.
    pub fn hedge_fill(&self, vault: &[u8], max_base: u64) -> Told<Ts<HedgeFill>> {
        let vault = vault_of(vault)?;
        shown(&reports::hedge_fill(
            &self.market,
            &vault,
            max_base,
            self.now,
        )?)
    }

    /// What selling the vault at most `max_contracts` back would trade.
    pub fn buyback_fill(&self, vault: &[u8], max_contracts: u64) -> Told<Ts<BuybackFill>> {
        let vault = vault_of(vault)?;
        shown(&reports::buyback_fill(
            &self.market,
            &vault,
            max_contracts,
            self.now,
        )?)
    }
}

fn vault_of(vault: &[u8]) -> Told<Vault> {
    one(vault, "vault")
}
