//! Vaults: their rounds, and whoever queues with them.

use ballast_client::{
    ballast::state::{DepositReceipt, Round, Series, Vault, WithdrawalReceipt},
    option_risk::shares::{assets_for_shares_down, shares_for_assets_down},
    reports::{self, Deposit, RoundRecord, VaultReport, Withdrawal},
    views,
};
use js_sys::Uint8Array;
use tsify::Ts;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{all, key, kind_of, one, shown, MarketView, Told};

#[wasm_bindgen]
impl MarketView {
    /// A vault; `series` is that of its round, where there is one, and `share_supply` the supply of its share mint.
    pub fn vault(
        &self,
        address: &str,
        account: &[u8],
        series: Option<Vec<u8>>,
        share_supply: u64,
    ) -> Told<Ts<VaultReport>> {
        let (address, vault) = (key(address)?, one::<Vault>(account, "vault")?);
        let series = series.map(|data| one::<Series>(&data, "series"));
        let series = series.transpose()?;
        let (market, series) = (&self.market, series.as_ref());
        let report = reports::vault(&address, market, &vault, series, share_supply, self.now);
        shown(&report?)
    }

    /// A vault's records of its rounds, in order. `kind` is the vault's.
    pub fn rounds(&self, kind: &str, rounds: Vec<Uint8Array>) -> Told<Vec<Ts<RoundRecord>>> {
        let kind = kind_of(kind)?;
        let mut rounds: Vec<Round> = all(&rounds);
        rounds.sort_by_key(|round| round.round);
        let record = |round| shown(&reports::record(&self.market, kind, round)?);
        rounds.iter().map(record).collect()
    }

    /// A deposit's receipt; `round` is the record of its round, once that is rolled.
    pub fn deposit(
        &self,
        vault: &[u8],
        receipt: &[u8],
        round: Option<Vec<u8>>,
    ) -> Told<Ts<Deposit>> {
        let vault: Vault = one(vault, "vault")?;
        let receipt: DepositReceipt = one(receipt, "deposit receipt")?;
        let round = record(round)?;
        shown(&reports::deposit(&vault, &receipt, round.as_ref())?)
    }

    /// A withdrawal's receipt; `round` is the record of its round, once that is rolled.
    pub fn withdrawal(
        &self,
        vault: &[u8],
        receipt: &[u8],
        round: Option<Vec<u8>>,
    ) -> Told<Ts<Withdrawal>> {
        let vault: Vault = one(vault, "vault")?;
        let receipt: WithdrawalReceipt = one(receipt, "withdrawal receipt")?;
        let round = record(round)?;
        shown(&reports::withdrawal(&vault, &receipt, round.as_ref())?)
    }

    /// Collateral atoms that shares are worth now, rounded down.
    pub fn shares_worth(&self, vault: &[u8], shares: u64, share_supply: u64) -> Told<u64> {
        let worth = self.worth(vault, share_supply)?;
        Ok(assets_for_shares_down(shares, worth, share_supply)?)
    }

    /// Share atoms that a deposit would be given now, rounded down.
    pub fn shares_for(&self, vault: &[u8], amount: u64, share_supply: u64) -> Told<u64> {
        let worth = self.worth(vault, share_supply)?;
        Ok(shares_for_assets_down(amount, worth, share_supply)?)
    }
}

impl MarketView {
    fn worth(&self, vault: &[u8], share_supply: u64) -> Told<u64> {
        let vault: Vault = one(vault, "vault")?;
        Ok(views::vault(&self.market, &vault, share_supply, self.now)?.worth)
    }
}

fn record(round: Option<Vec<u8>>) -> Told<Option<Round>> {
    round.map(|data| one(&data, "round")).transpose()
}
