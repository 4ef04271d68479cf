//! Step 8: parameters that differ from the file's.

use anchor_lang::solana_program::instruction::Instruction;
use anyhow::Result;
use ballast_client::{
    ballast::state::{Change, Vault},
    instructions::{self as ix, Target},
    params::VaultSetup,
    MarketKeys, VaultKeys,
};

use super::{
    changes::Wanted,
    differences::{Comparison, Difference, Params},
    report::Report,
    site::Site,
    told::Told,
};

const AS_CREATED: &str = "as in the file, once created";
const AS_IN_FILE: &str = "as in the file";

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
    };
    let tighten = |params| ix::tighten_vault(keys, &vault, &site.me, params);
    align(wanted, &found.params, &setup.params, tighten, report)
}

/// The market's feed.
pub fn oracle(site: &Site, keys: &MarketKeys, report: &mut Report) -> Result<()> {
    let Some(found) = site.market(&keys.market)? else {
        report.tell(Told::already(AS_CREATED.to_owned()));
        return Ok(());
    };
    let feed = site.oracle.feed;
    let wanted = Wanted {
        site,
        target: Target::market(keys),
        change: Change::Oracle { feed },
        oracle: Some(keys.oracle),
    };
    let standing = wanted.stand(report)?;
    let told = match found.feed == feed {
        true => Told::already(AS_IN_FILE.to_owned()),
        false => standing.bring_about(&format!("the feed that {} shows", keys.oracle))?,
    };
    report.tell(told);
    Ok(())
}

/// What is proposed and due is carried out; else what tightens acts at once, and what loosens is proposed.
fn align<T: Params>(
    wanted: Wanted,
    old: &T,
    new: &T,
    tighten: impl FnOnce(T) -> Instruction,
    report: &mut Report,
) -> Result<()> {
    let site = wanted.site;
    let standing = wanted.stand(report)?;
    let compared = Comparison::of(old, new)?;
    let all = counted(&compared.differences);
    if compared.differences.is_empty() {
        report.tell(Told::already(AS_IN_FILE.to_owned()));
        return Ok(());
    }
    report.about(&compared.differences);
    if let Some(told) = standing.if_due(&all)? {
        report.tell(told.changing(compared.differences));
        return Ok(());
    }
    let (tightens, loosens) = (compared.that(false), compared.that(true));
    // Values that are bounded by each other may need to change together: then all of them wait.
    if !tightens.is_empty() && !compared.tighter.is_valid() {
        report.tell(standing.propose(&all)?.changing(compared.differences));
        return Ok(());
    }
    if !tightens.is_empty() {
        let what = format!("tighten {} at once", counted(&tightens));
        let told = site.govern(&[tighten(compared.tighter)], what)?;
        report.tell(told.changing(tightens));
        report.about(&loosens);
    }
    if !loosens.is_empty() {
        let told = standing.propose(&counted(&loosens))?;
        report.tell(told.changing(loosens));
    }
    Ok(())
}

fn counted(differences: &[Difference]) -> String {
    match differences.len() {
        1 => "1 parameter".to_owned(),
        count => format!("{count} parameters"),
    }
}
