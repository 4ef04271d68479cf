//! Steps 1 to 3: what must be there before anything is created.

use anchor_lang::{
    prelude::{AccountDeserialize, ProgramData, Pubkey},
    solana_program::bpf_loader_upgradeable::{self, UpgradeableLoaderState},
};
use anchor_spl::{token, token_2022, token_interface::Mint};
use anyhow::{bail, ensure, Context, Result};
use ballast_client::{
    accounts::as_info,
    amounts,
    ballast::{
        errors::BallastError,
        oracle::{self, OracleKind, RawPrint},
        tokens::vet_mint,
    },
    params::feed_text,
    MarketKeys, PROGRAM_ID,
};
use option_risk::{oracle::Use, units::Scale};

use super::{report::Report, site::Site, told::Told};
use crate::{
    format::duration,
    rpc::{told as of_program, words, Node},
};

/// The loader of programs that can never be changed.
const IMMUTABLE_LOADER: Pubkey =
    Pubkey::from_str_const("BPFLoader2111111111111111111111111111111111");
/// The one of what is compiled into a node.
const NATIVE_LOADER: Pubkey = Pubkey::from_str_const("NativeLoader1111111111111111111111111111111");

/// 1: the program is there and can be called.
pub fn program(site: &Site, report: &mut Report) -> Result<()> {
    report.address("program", PROGRAM_ID);
    let [account] = site.node.accounts(&[PROGRAM_ID])?;
    let account = account.with_context(|| {
        format!("the node has no program {PROGRAM_ID}; deploy it first, or build this command for yours (anchor keys sync)")
    })?;
    let how = match account.owner {
        bpf_loader_upgradeable::ID => upgradeable(&site.node, &account.data, report)?,
        IMMUTABLE_LOADER => "can never be changed".to_owned(),
        NATIVE_LOADER => "compiled into the node".to_owned(),
        other => bail!("{PROGRAM_ID} is an account of {other}, no program"),
    };
    report.tell(Told::already(PROGRAM_ID.to_string()).detailed(vec![how]));
    Ok(())
}

/// Where an upgradeable program stands.
fn upgradeable(node: &Node, program: &[u8], report: &mut Report) -> Result<String> {
    let state = UpgradeableLoaderState::try_deserialize_unchecked(&mut &program[..]);
    let Ok(UpgradeableLoaderState::Program {
        programdata_address,
    }) = state
    else {
        bail!("{PROGRAM_ID} is an account of the loader, no program: a buffer?");
    };
    report.address("program_data", programdata_address);
    let [held] = node.accounts(&[programdata_address])?;
    let held = held.with_context(|| format!("the program {PROGRAM_ID} has been closed"))?;
    let data = ProgramData::try_deserialize_unchecked(&mut &held.data[..]);
    let data = data.ok().context("the program's data cannot be read")?;
    Ok(match data.upgrade_authority_address {
        None => format!("can never be changed, deployed in slot {}", data.slot),
        Some(authority) => {
            report.address("upgrade_authority", authority);
            format!(
                "upgrade authority {authority}, deployed in slot {}",
                data.slot
            )
        }
    })
}

/// 2: both mints are what the file says and what the program takes.
pub fn mints(site: &Site, report: &mut Report) -> Result<MarketKeys> {
    let tokens = &site.tokens;
    let wanted = [
        ("base", tokens.base_mint, tokens.base_decimals),
        ("quote", tokens.quote_mint, tokens.quote_decimals),
    ];
    if tokens.base_mint == tokens.quote_mint {
        bail!("{}", words(BallastError::SameMint));
    }
    let mut programs = [Pubkey::default(); 2];
    let mut said = Vec::new();
    for ((name, address, decimals), program) in wanted.into_iter().zip(&mut programs) {
        *program = mint(&site.node, &address, decimals).with_context(|| format!("{name} mint"))?;
        report.address(&format!("{name}_mint"), address);
        let kind = match *program == token::ID {
            true => "SPL Token",
            false => "Token-2022",
        };
        said.push(format!("{name} {address} ({decimals} decimals, {kind})"));
    }
    report.tell(Told::already("as in the file".to_owned()).detailed(said));
    Ok(MarketKeys::derive(
        site.protocol,
        (tokens.base_mint, programs[0]),
        (tokens.quote_mint, programs[1]),
        site.oracle.account,
        site.oracle.origin(),
    ))
}

/// Vets a mint; its token program.
fn mint(node: &Node, address: &Pubkey, decimals: u8) -> Result<Pubkey> {
    let [account] = node.accounts(&[*address])?;
    let account = account.with_context(|| format!("the node has no account {address}"))?;
    let (owner, data) = (account.owner, account.data);
    ensure!(
        owner == token::ID || owner == token_2022::ID,
        "{address} belongs to {owner}, no token program"
    );
    let mint = Mint::try_deserialize(&mut &data[..]).ok();
    let mint = mint.with_context(|| format!("{address} is no mint"))?;
    ensure!(
        mint.decimals == decimals,
        "{address} has {} decimals, not {decimals}: every amount in the file would be another",
        mint.decimals
    );
    as_info(address, &owner, &data, |info| of_program(vet_mint(info)))?;
    Ok(owner)
}

/// 3: the oracle account is of the file's feed and can be read; before a market is created, fit to price one.
pub fn oracle(site: &Site, keys: &MarketKeys, report: &mut Report) -> Result<()> {
    report.address("oracle", keys.oracle);
    let [account] = site.node.accounts(&[keys.oracle])?;
    let address = keys.oracle;
    let account = account.with_context(|| format!("the node has no account {address}"))?;
    let owner = account.owner;
    let raw = as_info(&address, &owner, &account.data, |info| {
        of_program(oracle::read_account(info))
    });
    let raw = raw.with_context(|| format!("{address}, of {owner}"))?;
    same_feed(site, &raw, &address)?;
    let scale = Scale {
        base_decimals: site.tokens.base_decimals,
        quote_decimals: site.tokens.quote_decimals,
        price_exponent: raw.exponent,
    };
    scale.validate()?;
    let age = site.node.clock()?.saturating_sub(raw.quote.publish_ts);
    let fit = fitness(site, &raw, age);
    let [is_priced] = site.exist(&[keys.market])?;
    if !is_priced {
        fit.clone()
            .map_err(|why| anyhow::anyhow!("{address}: {why}"))?;
    }
    let price = u64::try_from(raw.quote.price).unwrap_or(0);
    let price = amounts::price(price, raw.exponent);
    let kind = name(raw.kind);
    let mut details = vec![format!(
        "{kind} account, says {price}, {} ago",
        duration(age.max(0))
    )];
    details.extend(fit.err().map(|why| format!("not fit to act on: {why}")));
    report.tell(Told::already(address.to_string()).detailed(details));
    Ok(())
}

fn name(kind: OracleKind) -> &'static str {
    match kind {
        OracleKind::Legacy => "legacy",
        OracleKind::Receiver => "receiver",
    }
}

fn same_feed(site: &Site, raw: &RawPrint, address: &Pubkey) -> Result<()> {
    let wanted = &site.oracle;
    ensure!(
        raw.kind == wanted.kind,
        "{address} is a {} account, and the file says {}",
        name(raw.kind),
        name(wanted.kind)
    );
    ensure!(
        raw.feed == wanted.feed,
        "{address} is of feed {}, and the file says {}",
        feed_text(raw.kind, &raw.feed),
        feed_text(raw.kind, &wanted.feed)
    );
    Ok(())
}

/// Whether the print may be acted on, by the file's own rules.
fn fitness(site: &Site, raw: &RawPrint, age: i64) -> Result<(), String> {
    let now = raw.quote.publish_ts.saturating_add(age);
    let rules = &site.parameters.market.oracle;
    let quote = raw.quote_in(raw.exponent);
    let judged = quote.and_then(|quote| rules.judge(&quote, Use::Act, now));
    judged.map(|_| ()).map_err(|why| words(why.into()))
}
