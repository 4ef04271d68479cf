//! The vaults of a file: the common parameters, and over them each vault's own.

use anchor_lang::prelude::Pubkey;
use ballast::state::VaultParams;
use option_risk::units::Kind;
use toml::{Table, Value};

use super::{bounds, Parameters, ParametersError, VaultSection};

/// A vault as the file has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VaultSetup {
    /// Its number.
    pub id: u16,
    /// What it sells.
    pub kind: Kind,
    /// Whose its fees are; whoever creates it, if the file does not say.
    pub fee_recipient: Option<Pubkey>,
    /// All of its parameters.
    pub params: VaultParams,
}

pub fn listed(parameters: &Parameters) -> Result<Vec<VaultSetup>, ParametersError> {
    let single = [VaultSection {
        id: 0,
        kind: Kind::Call,
        fee_recipient: None,
        params: Table::new(),
    }];
    let sections = match parameters.vaults.is_empty() {
        true => &single[..],
        false => &parameters.vaults,
    };
    let mut vaults = Vec::with_capacity(sections.len());
    for section in sections {
        vaults.push(vault(parameters, section)?);
    }
    vaults.sort_unstable_by_key(|vault| vault.id);
    match vaults.windows(2).find(|pair| pair[0].id == pair[1].id) {
        Some(pair) => Err(ParametersError::TwoVaults(pair[0].id)),
        None => Ok(vaults),
    }
}

fn vault(parameters: &Parameters, section: &VaultSection) -> Result<VaultSetup, ParametersError> {
    let id = section.id;
    let params =
        with(&parameters.vault, &section.params).map_err(|source| ParametersError::Vault {
            id,
            source: Box::new(source),
        })?;
    let name = match section.params.is_empty() {
        true => "[vault]".to_owned(),
        false => format!("[vaults.params] of vault {id}"),
    };
    bounds::vault(&params, &name)?;
    let (tick, strike_tick) = (params.sale.tick, parameters.market.strike_tick);
    // A file of vault parameters alone has no market to be on the tick of.
    if strike_tick > 0 && !tick.is_multiple_of(strike_tick) {
        return Err(ParametersError::OffTick {
            section: name,
            tick,
            strike_tick,
        });
    }
    Ok(VaultSetup {
        id,
        kind: section.kind,
        fee_recipient: section.fee_recipient,
        params,
    })
}

/// The common parameters with a vault's own over them.
fn with(common: &VaultParams, own: &Table) -> Result<VaultParams, toml::de::Error> {
    if own.is_empty() {
        return Ok(*common);
    }
    let mut all = Table::try_from(common).map_err(serde::de::Error::custom)?;
    overlay(&mut all, own);
    all.try_into()
}

fn overlay(under: &mut Table, over: &Table) {
    for (name, value) in over {
        match (under.get_mut(name), value) {
            (Some(Value::Table(under)), Value::Table(over)) => overlay(under, over),
            _ => {
                under.insert(name.clone(), value.clone());
            }
        }
    }
}
