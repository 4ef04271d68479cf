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
    let is = site.protocol()?.map(|protocol| protocol.guardian);
    let named = site.parameters.governance.guardian;
    let guardian = named.or(is).unwrap_or(site.me);
    let wanted = Wanted {
        site,
        target: Target::protocol(site.protocol),
        change: Change::Guardian(guardian),
        oracle: None,
    };
    let standing = wanted.stand(report)?;
    let told = match is {
        Some(is) if is != guardian => standing.bring_about(&format!("guardian {guardian}"))?,
        _ => Told::already(guardian.to_string()),
    };
    report.tell(told);
    Ok(())
}

/// The authority: offered, and taken over by whom it is offered to.
pub fn authority(site: &Site, report: &mut Report) -> Result<()> {
    let nobody = Pubkey::default();
    let (is, protocol) = (site.authority()?, site.protocol);
    let found = site.protocol()?;
    let offered = found.map(|protocol| protocol.pending_authority);
    let offered = offered.filter(|to| *to != nobody && *to != is);
    let named = site.parameters.governance.authority_to;
    let propose = |to| [ix::propose_authority(&protocol, &site.me, &to)];
    let told = match (named, offered) {
        (Some(to), _) if to != is && to != nobody => {
            let other = offered.filter(|other| *other != to);
            let instead = other.map_or_else(String::new, |other| format!(" instead of {other}"));
            let what = format!(
                "offer to {to}{instead}, who must accept: ballast admin accept --protocol {protocol}"
            );
            match offered == Some(to) {
                true => Told::waits(None, what),
                false => site.govern(&propose(to), what)?,
            }
        }
        // A file that names the present authority says that nobody else is to have it.
        (Some(_), Some(other)) => {
            site.govern(&propose(nobody), format!("withdraw the offer to {other}"))?
        }
        (None, Some(other)) => {
            let details = vec![
                "whom the file does not name, and who may accept at any time".to_owned(),
                format!("to withdraw it: authority_to = \"{is}\""),
            ];
            Told::waits(None, format!("offered to {other}")).detailed(details)
        }
        (_, None) => Told::already(is.to_string()),
    };
    report.tell(told);
    Ok(())
}
