//! Step 9: guardian and authority, handed over last.

use anchor_lang::prelude::Pubkey;
use anyhow::Result;
use ballast_client::{
    ballast::state::Change,
    instructions::{self as ix, Target},
};

use super::{changes::Wanted, report::Report, site::Site, told::Told};

/// The guardian, whose replacement waits like any change.
pub fn guardian(site: &Site, report: &mut Report) -> Result<()> {
    let (found, wanted) = (site.protocol()?, site.parameters.governance.guardian);
    let is = found.map(|protocol| protocol.guardian);
    let told = match (is, wanted) {
        (Some(is), Some(to)) if is != to => replace(site, to)?,
        (is, to) => {
            let guardian = is.or(to).unwrap_or(site.me);
            Told::already(guardian.to_string())
        }
    };
    report.tell(told);
    Ok(())
}

fn replace(site: &Site, guardian: Pubkey) -> Result<Told> {
    let wanted = Wanted {
        site,
        target: Target::protocol(site.protocol),
        change: Change::Guardian(guardian),
        oracle: None,
        what: format!("guardian {guardian}"),
    };
    match wanted.if_due()? {
        Some(told) => Ok(told),
        None => wanted.propose(),
    }
}

/// The authority: offered, and taken over by whom it is offered to.
pub fn authority(site: &Site, report: &mut Report) -> Result<()> {
    let found = site.protocol()?;
    let is = found
        .as_ref()
        .map_or(site.me, |protocol| protocol.authority);
    let to = site.parameters.governance.authority_to.unwrap_or(is);
    let offered = found.is_some_and(|protocol| protocol.pending_authority == to);
    let protocol = site.protocol;
    let what =
        format!("offer to {to}, who must accept: ballast admin accept --protocol {protocol}");
    let told = if to == is {
        Told::already(is.to_string())
    } else if offered {
        Told::waits(None, what)
    } else {
        site.require_authority()?;
        let offer = ix::propose_authority(&protocol, &site.me, &to);
        let sent = site.send(&[offer])?;
        Told::did(sent.as_ref(), what)
    };
    report.tell(told);
    Ok(())
}
