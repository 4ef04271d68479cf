//! The next step of a vault's round, as a transaction.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction, Result};
use ballast::state::{Market, Vault};

use super::{end_sale, roll_round, start_sale};
use crate::{
    instructions::{create_series, observe, settle_series, settle_vault},
    views::Due,
    MarketKeys, SeriesKeys, VaultKeys,
};

/// Instructions that take the step of a round that is `due`; none where it is to be waited for.
///
/// A sale's series is created with it if `series_exists` denies it: in one transaction, so that neither is left without
/// the other. The oracle's print is taken in before a sale starts or ends and before a price is fixed: it may be the one
/// that decides. `market` should be as of that print, see [`observed`](crate::views::observed): the strike is picked
/// from it.
// One of each: what a round is made of.
#[allow(clippy::too_many_arguments)]
pub fn round_step(
    keys: &MarketKeys,
    vault_keys: &VaultKeys,
    vault: &Vault,
    market: &Market,
    due: Due,
    series_exists: impl Fn(&Pubkey) -> bool,
    payer: &Pubkey,
    now: i64,
) -> Result<Vec<Instruction>> {
    let sold = || {
        SeriesKeys::derive(
            keys,
            vault_keys.kind,
            vault.sale.strike,
            vault.sale.expiry_ts,
        )
    };
    Ok(match due {
        Due::Roll => vec![roll_round(keys, vault_keys, payer, vault.book.round)],
        Due::StartSale => {
            let series = next_series(keys, vault_keys, vault, market, now)?;
            let mut step = vec![observe(keys)];
            if !series_exists(&series.series) {
                step.extend(create_series(keys, &series, payer));
            }
            step.extend(start_sale(keys, vault_keys, &series, payer));
            step
        }
        Due::EndSale => vec![observe(keys), end_sale(keys, vault_keys, &sold())],
        Due::SettleSeries => vec![observe(keys), settle_series(keys, &sold())],
        Due::SettleVault => vec![settle_vault(keys, vault_keys, &sold())],
        Due::Wait(_) => vec![],
    })
}

/// The series that a sale started at `now` would offer, whether or not it exists.
pub fn next_series(
    keys: &MarketKeys,
    vault_keys: &VaultKeys,
    vault: &Vault,
    market: &Market,
    now: i64,
) -> Result<SeriesKeys> {
    let pick = vault.pick(market, now)?;
    let (strike, expiry_ts) = (pick.strike, pick.expiry_ts);
    Ok(SeriesKeys::derive(keys, vault_keys.kind, strike, expiry_ts))
}

#[cfg(test)]
mod tests {
    use ballast::state::VaultParams;
    use option_risk::units::Kind;

    use super::*;
    use crate::{accounts, example, instructions::name};

    fn vault() -> Vault {
        let mut vault: Vault = accounts::blank();
        vault.params = VaultParams::default();
        vault
    }

    /// The program's instructions of a step, by name; those of other programs are left out.
    fn step(due: Due, series_exists: bool) -> Vec<&'static str> {
        let keys = example::keys();
        let vault_keys = VaultKeys::derive(&keys, 0, Kind::Call);
        let market = example::market(200 * example::DOLLAR).expect("a market");
        let step = round_step(
            &keys,
            &vault_keys,
            &vault(),
            &market,
            due,
            |_| series_exists,
            &example::OWNER,
            example::NOW,
        );
        let step = step.expect("a step");
        step.iter().filter_map(|one| name(&one.data)).collect()
    }

    #[test]
    fn each_step_takes_in_what_decides_it() {
        assert_eq!(step(Due::Roll, true), ["roll_round"]);
        assert_eq!(step(Due::StartSale, true), ["observe", "start_sale"]);
        let with_series = ["observe", "create_series", "start_sale"];
        assert_eq!(step(Due::StartSale, false), with_series);
        assert_eq!(step(Due::EndSale, true), ["observe", "end_sale"]);
        assert_eq!(step(Due::SettleSeries, true), ["observe", "settle_series"]);
        assert_eq!(step(Due::SettleVault, true), ["settle_vault"]);
        assert!(step(Due::Wait(None), true).is_empty());
    }

    #[test]
    fn the_series_asked_about_is_the_one_that_is_offered() {
        let (keys, vault) = (example::keys(), vault());
        let vault_keys = VaultKeys::derive(&keys, 0, Kind::Call);
        let market = example::market(200 * example::DOLLAR).expect("a market");
        let next = next_series(&keys, &vault_keys, &vault, &market, example::NOW);
        let next = next.expect("a series");
        assert!(next.strike > 200 * example::DOLLAR);
        let asked = std::cell::Cell::new(None);
        let exists = |address: &Pubkey| {
            asked.set(Some(*address));
            true
        };
        let step = round_step(
            &keys,
            &vault_keys,
            &vault,
            &market,
            Due::StartSale,
            exists,
            &example::OWNER,
            example::NOW,
        );
        assert!(step.is_ok());
        assert_eq!(asked.get(), Some(next.series));
    }
}
