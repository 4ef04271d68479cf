//! Step 8: parameters that differ from the file's.

use anchor_lang::solana_program::instruction::Instruction;
use anyhow::Result;
use ballast_client::{
    ballast::state::{Change, MarketParams, Vault, VaultParams},
    instructions::{self as ix, Target},
    params::VaultSetup,
    MarketKeys, VaultKeys,
};
use option_risk::governance::Directions;
use serde::{de::DeserializeOwned, Serialize};

use super::{
    changes::Wanted,
    differences::{Comparison, Difference},
    report::Report,
    site::Site,
    told::Told,
};

const AS_CREATED: &str = "as in the file, once created";
const AS_IN_FILE: &str = "as in the file";

/// A set of parameters that can be brought in line.
trait Params: Serialize + DeserializeOwned + Directions + Copy {
    /// Its section of the file.
    const SECTION: &'static str;
    /// Whether the program takes it.
    fn is_valid(&self) -> bool;
}

impl Params for MarketParams {
    const SECTION: &'static str = "market";

    fn is_valid(&self) -> bool {
        self.validate().is_ok()
    }
}

impl Params for VaultParams {
    const SECTION: &'static str = "vault";

    fn is_valid(&self) -> bool {
        self.validate().is_ok()
    }
}

/// The market's parameters.
pub fn market(site: &Site, keys: &MarketKeys, report: &mut Report) -> Result<()> {
    let Some(found) = site.market(&keys.market)? else {
        report.tell(Told::already(AS_CREATED.to_owned()));
        return Ok(());
    };
    let new = site.parameters.market;
    let wanted = Wanted {
        site,
        target: Target::market(keys),
        change: Change::MarketParams(new),
        oracle: None,
        what: String::new(),
    };
    let tighten = |params| ix::tighten_market(keys, &site.me, params);
    align(wanted, &found.params, &new, tighten, report)
}

/// A vault's parameters.
pub fn vault(
    site: &Site,
    keys: &MarketKeys,
    setup: &VaultSetup,
    report: &mut Report,
) -> Result<()> {
    let vault = VaultKeys::derive(keys, setup.id, setup.kind);
    let Some(found) = site.node.account::<Vault>(&vault.vault)? else {
        report.tell(Told::already(AS_CREATED.to_owned()));
        return Ok(());
    };
    let wanted = Wanted {
        site,
        target: Target::vault(keys, &vault),
        change: Change::VaultParams(setup.params),
        oracle: None,
        what: String::new(),
    };
    let tighten = |params| ix::tighten_vault(keys, &vault, &site.me, params);
    align(wanted, &found.params, &setup.params, tighten, report)
}

/// The market's feed.
pub fn oracle(site: &Site, keys: &MarketKeys, report: &mut Report) -> Result<()> {
    let feed = site.oracle.feed;
    let found = site.market(&keys.market)?;
    if found.is_none_or(|market| market.feed == feed) {
        report.tell(Told::already(AS_IN_FILE.to_owned()));
        return Ok(());
    }
    let wanted = Wanted {
        site,
        target: Target::market(keys),
        change: Change::Oracle { feed },
        oracle: Some(keys.oracle),
        what: format!("the feed that {} shows", keys.oracle),
    };
    let told = match wanted.if_due()? {
        Some(told) => told,
        None => wanted.propose()?,
    };
    report.tell(told);
    Ok(())
}

/// What is proposed and due is carried out; else what tightens acts at once, and what loosens is proposed.
fn align<T: Params>(
    mut wanted: Wanted,
    old: &T,
    new: &T,
    tighten: impl FnOnce(T) -> Instruction,
    report: &mut Report,
) -> Result<()> {
    let compared = Comparison::of(T::SECTION, old, new)?;
    if compared.differences.is_empty() {
        report.tell(Told::already(AS_IN_FILE.to_owned()));
        return Ok(());
    }
    wanted.what = counted(&compared.differences);
    if let Some(told) = wanted.if_due()? {
        report.tell(told.changing(compared.differences));
        return Ok(());
    }
    let (tightens, loosens) = (compared.that(false), compared.that(true));
    // Values that are bounded by each other may need to change together: then all of them wait.
    if !tightens.is_empty() && compared.tighter.is_valid() {
        wanted.site.require_authority()?;
        let sent = wanted.site.send(&[tighten(compared.tighter)])?;
        let what = format!("tighten {} at once", counted(&tightens));
        report.tell(Told::did(sent.as_ref(), what).changing(tightens));
    } else if !tightens.is_empty() {
        wanted.what = counted(&compared.differences);
        report.tell(wanted.propose()?.changing(compared.differences));
        return Ok(());
    }
    if !loosens.is_empty() {
        wanted.what = counted(&loosens);
        report.tell(wanted.propose()?.changing(loosens));
    }
    Ok(())
}

fn counted(differences: &[Difference]) -> String {
    match differences.len() {
        1 => "1 parameter".to_owned(),
        count => format!("{count} parameters"),
    }
}
