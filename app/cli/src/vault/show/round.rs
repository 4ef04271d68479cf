//! The round that runs: its options and what the sale asks for them.

use anyhow::Result;
use ballast_client::{
    ballast::state::{Ask, Vault},
    VaultKeys,
};
use serde::Serialize;

use crate::rpc::{told, Desk};

/// The options of the running round. Amounts are atoms: of contracts, of collateral.
#[derive(Serialize)]
pub struct Running {
    /// Its number.
    pub round: u64,
    pub series: String,
    pub address: String,
    /// Feed units.
    pub strike: u64,
    pub expiry_ts: i64,
    /// Sold and still offered.
    pub contracts: u64,
    pub sold: u64,
    /// Locked: the most they can ever cost.
    pub coverage: u64,
    /// Net of the insurance fund's share.
    pub premium: u64,
    pub buyback_cost: u64,
    /// While the sale runs.
    pub ask: Option<Asked>,
}

/// What the sale asks now.
#[derive(Serialize)]
pub struct Asked {
    /// Volatility at the money, a year.
    pub vol: f64,
    /// The same at the strike.
    pub strike_vol: f64,
    /// Collateral for one contract.
    pub price: u64,
}

/// The running round, if options are on offer or sold.
pub fn running(
    desk: &Desk,
    keys: &VaultKeys,
    vault: &Vault,
    ask: Option<&Ask>,
) -> Result<Option<Running>> {
    let sale = &vault.sale;
    if sale.contracts == 0 {
        return Ok(None);
    }
    let series = desk.series_of(keys, vault);
    Ok(Some(Running {
        round: vault.book.round,
        series: desk.name_of(&series),
        address: series.series.to_string(),
        strike: sale.strike,
        expiry_ts: sale.expiry_ts,
        contracts: sale.contracts,
        sold: sale.sold,
        coverage: sale.coverage,
        premium: sale.premium,
        buyback_cost: sale.buyback_cost,
        ask: ask.map(|ask| asked(desk, vault, ask)).transpose()?,
    }))
}

fn asked(desk: &Desk, vault: &Vault, ask: &Ask) -> Result<Asked> {
    let price = vault.premium_up(&desk.market, ask, desk.one_contract());
    Ok(Asked {
        vol: ask.vol.0.to_num(),
        strike_vol: ask.terms.vol.0.to_num(),
        price: told(price)?,
    })
}
