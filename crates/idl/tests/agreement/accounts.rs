//! Accounts: the IDL's layouts against what the Rust client decodes.

use anchor_lang::{AccountDeserialize, AccountSerialize, Discriminator};
use anchor_lang_idl::types::Idl;
use ballast::state::{
    Change, DepositReceipt, MarginAccount, Market, Proposal, Protocol, Round, Series, Vault,
    Version, WithdrawalReceipt,
};
use ballast_client::accounts;
use base64::{engine::general_purpose::STANDARD, Engine};
use serde::Serialize;

use crate::{
    idl, sample,
    told::{values, Values},
};

#[derive(Serialize)]
pub struct Sample {
    pub name: String,
    pub data: String,
    pub values: Values,
}

/// Bytes of an account after the IDL, in the present layout.
fn bytes(idl: &Idl, name: &str) -> Vec<u8> {
    let mut bytes = sample::bytes(idl, name);
    bytes[Market::DISCRIMINATOR.len()] = Version::CURRENT.byte();
    bytes
}

/// Bytes of an account after the IDL, told as the Rust client decodes them: all of them, or this fails.
fn sample<T: AccountDeserialize + AccountSerialize>(
    idl: &Idl,
    name: &str,
    tell: impl Fn(&T) -> Values,
) -> Sample {
    let bytes = bytes(idl, name);
    let account: T = accounts::decode(&bytes).unwrap_or_else(|| panic!("{name} decodes"));
    let mut again = Vec::new();
    account.try_serialize(&mut again).unwrap();
    assert!(again == bytes, "the IDL describes all of {name}");
    Sample {
        name: name.into(),
        data: STANDARD.encode(bytes),
        values: tell(&account),
    }
}

/// One of every account type.
pub fn all(idl: &Idl) -> Vec<Sample> {
    vec![
        market(idl),
        sample(idl, "Protocol", |protocol: &Protocol| {
            values![
                protocol.bump,
                protocol.creator,
                protocol.guardian,
                protocol.cluster,
                protocol.proposals,
                protocol.sequence
            ]
        }),
        sample(idl, "Proposal", proposal),
        sample(idl, "Series", |series: &Series| {
            values![
                series.version,
                series.kind,
                series.settled,
                series.market,
                series.option_mint,
                series.strike,
                series.expiry_ts,
                series.open_shorts,
                series.settlement_price,
                series.deposited,
                series.book_gamma,
                series.book_vega
            ]
        }),
        sample(idl, "MarginAccount", |account: &MarginAccount| {
            values![
                account.kind,
                account.market,
                account.owner,
                account.collateral,
                account.positions[0].series,
                account.positions[0].short,
                account.positions[7].strike,
                account.positions[7].expiry_ts,
                account.positions[7].long,
                account.flagged_ts,
                account.flagged_closed_secs
            ]
        }),
        sample(idl, "Vault", vault),
        sample(idl, "Round", |round: &Round| {
            values![
                round.vault,
                round.round,
                round.deposits_refunded,
                round.paid.quote,
                round.share_supply,
                round.outcome.settlement_price,
                round.unclaimed.assets.quote
            ]
        }),
        sample(idl, "DepositReceipt", |receipt: &DepositReceipt| {
            values![receipt.vault, receipt.owner, receipt.round, receipt.amount]
        }),
        sample(idl, "WithdrawalReceipt", |receipt: &WithdrawalReceipt| {
            values![receipt.vault, receipt.owner, receipt.round, receipt.shares]
        }),
    ]
}

/// The market is plain memory.
fn market(idl: &Idl) -> Sample {
    let bytes = bytes(idl, "Market");
    let market = accounts::decode_market(&bytes).expect("the market decodes");
    let again = [Market::DISCRIMINATOR, bytemuck::bytes_of(&*market)].concat();
    assert!(again == bytes, "the IDL describes all of Market");
    let values = values![
        market.version,
        market.oracle_kind,
        market.base_decimals,
        market.price_exponent,
        market.protocol,
        market.quote_mint,
        market.feed,
        market.quote_insurance,
        market.base_collateral,
        market.sequence,
        market.risk.price,
        market.risk.publish_ts,
        market.risk.ring.buckets[63].last_ts,
        market.risk.ring.len,
        market.risk.vol.slow_variance,
        market.risk.vol.sampled_ts,
        market.risk.margin_vol.maintenance,
        market.risk.stable.price,
        market.risk.implied.mark,
        market.risk.breaker.stage,
        market.risk.breaker.halt_until_ts,
        market.risk.breaker.pause_starts[2],
        market.risk.breaker.pause_count,
        market.hedge_flow.used,
        market.liquidation_flow.window_start_ts,
        market.expiries[15].expiry_ts,
        market.expiries[15].series,
        market.params.oracle.max_age_secs,
        market.params.breaker.pause_secs,
        market.params.implied.skew.slope_bps,
        market.params.strike_tick,
        market.params.open_interest.account_contracts,
        market.book.net_gamma_per_pct,
        market.book.refreshed_ts,
        market.written,
        market.origin_feed
    ];
    Sample {
        name: "Market".into(),
        data: STANDARD.encode(bytes),
        values,
    }
}

fn proposal(proposal: &Proposal) -> Values {
    assert!(matches!(proposal.change, Change::MarketParams(_)));
    values![
        proposal.protocol,
        proposal.index,
        proposal.target,
        proposal.proposed_ts,
        proposal.due_ts
    ]
}

fn vault(vault: &Vault) -> Values {
    values![
        vault.id,
        vault.kind,
        vault.stage,
        vault.market,
        vault.fee_recipient,
        vault.retry_ts,
        vault.params.sale.start_vol_bps,
        vault.params.fees.performance_bps,
        vault.params.withdraw_only,
        vault.book.round,
        vault.book.assets.base,
        vault.book.assets.quote,
        vault.book.fee_total,
        vault.sale.series,
        vault.sale.coverage,
        vault.outcome.payoff,
        vault.hedge.side,
        vault.hedge.is_free,
        vault.buyback.contracts,
        vault.buyback.opened_ts
    ]
}

#[test]
fn every_account_is_sampled() {
    let idl = idl();
    let sampled = all(&idl).into_iter().map(|sample| sample.name);
    let described = idl.accounts.iter().map(|account| account.name.clone());
    let sorted = |names: &mut Vec<String>| names.sort();
    let (mut sampled, mut described): (Vec<_>, Vec<_>) = (sampled.collect(), described.collect());
    sorted(&mut sampled);
    sorted(&mut described);
    assert_eq!(sampled, described);
}
