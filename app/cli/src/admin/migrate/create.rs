//! Steps 4 to 7: what is created once.

use anchor_lang::prelude::Pubkey;
use anyhow::{bail, ensure, Context, Result};
use ballast_client::{
    ballast::{
        oracle::OracleKind,
        state::{MarginAccount, Market, Vault},
    },
    instructions as ix,
    params::{feed_text, VaultSetup},
    rpc::offsets::MARKET_PROTOCOL_AT,
    MarketKeys, VaultKeys,
};
use option_risk::units::Kind;

use super::{report::Report, site::Site, told::Told};

/// 4: the protocol, under whoever creates it.
pub fn protocol(site: &Site, report: &mut Report) -> Result<()> {
    let (address, me) = (site.protocol, site.me);
    report.address("protocol", address);
    let governance = &site.parameters.governance;
    let delay = Site::delay(governance.cluster);
    if let Some(found) = site.protocol()? {
        ensure!(
            found.cluster == governance.cluster,
            "changes of {address} wait {}, which is fixed, and the file says {delay}",
            Site::delay(found.cluster)
        );
        let told = Told::already(address.to_string());
        report.tell(told.detailed(powers(&found.authority, &found.guardian, &delay)));
        return Ok(());
    }
    ensure!(
        site.creator == me,
        "the protocol of {} does not exist, and nobody else can create it (this keypair is {me})",
        site.creator
    );
    let guardian = governance.guardian.unwrap_or(me);
    let create = ix::initialize_protocol(&me, &me, &guardian, governance.cluster);
    let sent = site.send(&[create])?;
    let told = Told::did(sent.as_ref(), address.to_string());
    report.tell(told.detailed(powers(&me, &guardian, &delay)));
    Ok(())
}

fn powers(authority: &Pubkey, guardian: &Pubkey, delay: &str) -> Vec<String> {
    vec![
        format!("authority {authority}"),
        format!("guardian {guardian}"),
        format!("changes wait {delay}"),
    ]
}

/// 5: the market.
pub fn market(site: &Site, keys: &MarketKeys, report: &mut Report) -> Result<()> {
    for (name, address) in [
        ("market", keys.market),
        ("base_custody", keys.custody(Kind::Call)),
        ("quote_custody", keys.custody(Kind::Put)),
        ("insurance_authority", keys.insurance_authority()),
        ("base_insurance", keys.insurance(Kind::Call)),
        ("quote_insurance", keys.insurance(Kind::Put)),
    ] {
        report.address(name, address);
    }
    let what = keys.market.to_string();
    if site.market(&keys.market)?.is_some() {
        report.tell(Told::already(what));
        return Ok(());
    }
    let oracle = &site.oracle;
    match oracle.origin_feed {
        Some(origin) => ensure!(
            origin == oracle.feed,
            "there is no market {what} of that origin_feed; to create one of the feed, name the feed there too"
        ),
        None => first_of_its_mints(site)?,
    }
    let create = ix::create_market(keys, &site.me, oracle.feed, site.parameters.market);
    report.tell(site.govern(&create, what)?);
    Ok(())
}

/// Refuses to create a market beside one of the same mints unless the file says so: a market's address has the feed of
/// its creation, so that a file with another `feed` means either a switch of that market's or a second market, for ever.
fn first_of_its_mints(site: &Site) -> Result<()> {
    let tokens = &site.tokens;
    let found = site
        .node
        .addresses::<Market>(MARKET_PROTOCOL_AT, &site.protocol);
    for address in found.context("the node does not list the protocol's markets")? {
        let (market, _) = site.node.market(&address)?;
        if (market.base_mint, market.quote_mint) != (tokens.base_mint, tokens.quote_mint) {
            continue;
        }
        let kind = match market.oracle_kind == OracleKind::Legacy as u8 {
            true => OracleKind::Legacy,
            false => OracleKind::Receiver,
        };
        bail!(
            "these mints have the market {address} already, created with another feed; to switch its feed, say \
             origin_feed = \"{}\"; for a second market, which nothing can close, origin_feed = \"{}\"",
            feed_text(kind, &market.origin_feed),
            feed_text(site.oracle.kind, &site.oracle.feed)
        );
    }
    Ok(())
}

/// 6: the insurance fund's own margin accounts.
pub fn backstop(site: &Site, keys: &MarketKeys, report: &mut Report) -> Result<()> {
    let mut missing = Vec::new();
    let mut said = Vec::new();
    for (kind, name) in [(Kind::Call, "base_backstop"), (Kind::Put, "quote_backstop")] {
        let address = keys.backstop_account(kind);
        report.address(name, address);
        let account: Option<MarginAccount> = site.node.account(&address)?;
        if account.is_none() {
            missing.push(ix::open_backstop(keys, &site.me, kind));
        }
        said.push(format!("{}s {address}", kind.name()));
    }
    let what = "the insurance fund's margin accounts".to_owned();
    let told = match missing.is_empty() {
        true => Told::already(what),
        false => Told::did(site.send(&missing)?.as_ref(), what),
    };
    report.tell(told.detailed(said));
    Ok(())
}

/// 7: a vault.
pub fn vault(
    site: &Site,
    keys: &MarketKeys,
    wanted: &VaultSetup,
    report: &mut Report,
) -> Result<()> {
    let vault = VaultKeys::derive(keys, wanted.id, wanted.kind);
    for (name, address) in [
        ("", vault.vault),
        ("_share_mint", vault.share_mint),
        ("_share_escrow", vault.share_escrow),
        ("_base_account", vault.base_account),
        ("_quote_account", vault.quote_account),
    ] {
        report.address(&format!("vault_{}{name}", wanted.id), address);
    }
    let what = vault.vault.to_string();
    let terms = |recipient| {
        let kind = wanted.kind.name();
        vec![format!("sells {kind}s"), format!("fees to {recipient}")]
    };
    if let Some(found) = site.node.account::<Vault>(&vault.vault)? {
        as_created(&found, wanted)?;
        report.tell(Told::already(what).detailed(terms(found.fee_recipient)));
        return Ok(());
    }
    let recipient = match wanted.fee_recipient {
        Some(recipient) => recipient,
        None => site.authority()?,
    };
    let create = ix::create_vault(keys, &vault, &site.me, &recipient, wanted.params);
    report.tell(site.govern(&create, what)?.detailed(terms(recipient)));
    Ok(())
}

/// Refuses a file that wants of a vault what was fixed otherwise at its creation.
fn as_created(found: &Vault, wanted: &VaultSetup) -> Result<()> {
    ensure!(
        found.kind == wanted.kind as u8,
        "vault {} sells the other kind, which is fixed: the file says {}s",
        wanted.id,
        wanted.kind.name()
    );
    if let Some(recipient) = wanted.fee_recipient {
        ensure!(
            found.fee_recipient == recipient,
            "the fees of vault {} are {}'s, which is fixed, and the file says {recipient}",
            wanted.id,
            found.fee_recipient
        );
    }
    Ok(())
}
