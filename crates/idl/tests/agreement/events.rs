//! Events: the IDL's layouts against what the Rust client decodes.

use anchor_lang::{AnchorDeserialize, Event};
use anchor_lang_idl::types::Idl;
use ballast::events::*;
use base64::{engine::general_purpose::STANDARD, Engine};

use crate::{accounts::Sample, idl, sample, told::values, told::Values};

/// Bytes of an event after the IDL, told as Rust decodes them: all of them, or this fails.
fn sample<E: Event + AnchorDeserialize>(
    idl: &Idl,
    name: &str,
    tell: impl Fn(&E) -> Values,
) -> Sample {
    let bytes = sample::bytes(idl, name);
    let mut fields = bytes
        .strip_prefix(E::DISCRIMINATOR)
        .unwrap_or_else(|| panic!("{name} begins as the event does"));
    let event = E::deserialize(&mut fields).unwrap();
    assert!(event.data() == bytes, "the IDL describes all of {name}");
    Sample {
        name: name.into(),
        data: STANDARD.encode(bytes),
        values: tell(&event),
    }
}

/// Samples of event types, the fields named told.
macro_rules! samples {
    ($idl:expr; $($event:ident: $($first:ident $(. $more:ident)*),+;)+) => {
        vec![$(sample($idl, stringify!($event), |event: &$event| {
            values![$(event.$first$(.$more)*),+]
        })),+]
    };
}

/// One of every event type.
pub fn all(idl: &Idl) -> Vec<Sample> {
    samples![idl;
        MarketCreated: header.market, header.slot, header.ts, header.sequence, price, price_exponent;
        SeriesCreated: header.sequence, series, kind, strike, expiry_ts;
        AuthorityOffered: header.protocol, header.sequence, authority, offered_to;
        AuthorityAccepted: header.ts, from, to;
        MarketTightened: header.slot, market, params.oracle.max_age_secs, params.strike_tick;
        VaultTightened: vault, params.sale.tick, params.withdraw_only;
        ChangeProposed: proposal, target, due_ts;
        ProposalCancelled: proposal, by;
        ChangeExecuted: proposal, target;
        AccountLiquidated: margin_account, liquidator, burned, bonus_bps, health_after_bps;
        AccountFlagged: collateral, required, worst;
        AccountUnflagged: margin_account, required;
        AccountBackstopped: series, short, long, mark;
        InsuranceFunded: kind, funder, from_backstop, fund_after;
        CollateralMoved: margin_account, amount, deposited, collateral_after;
        OptionWritten: series, contracts, required;
        ShortClosed: contracts, contracts_after;
        OptionsMoved: deposited, long_after;
        PriceObserved: price, publish_ts, inputs.thin, inputs.gain_milli;
        PrintRejected: error, rejected;
        BreakerChanged: from, to, until_ts, reason, z_milli, inputs.divergence_bps;
        BookRefreshed: series, net_gamma_per_pct, net_vega, loop_gain_milli;
        ActionDeferred: action, account;
        SeriesSettled: series, settlement_price, open_shorts;
        ShortSettled: account, payoff, shortfall;
        OptionRedeemed: holder, payout, haircut_bps;
        LongSettled: margin_account, payout, haircut_bps;
        SettlementPinned: expiry_ts, price, publish_ts;
        QueueChanged: vault, owner, round, amount, withdrawal, cancelled;
        ReceiptClaimed: owner, shares, quote;
        RoundRolled: round, deposits_refunded, paid.base, assets.quote, share_supply;
        FeesClaimed: recipient, shares;
        SaleStarted: series, strike, contracts;
        OptionBought: buyer, premium, insurance_share;
        SaleEnded: vault, sold, burned;
        HedgeOpened: side, base_atoms, expires_ts;
        HedgeFilled: filler, quote_atoms, price;
        HedgesCrossed: seller, buyer, price;
        BuybackOpened: contracts, expires_ts;
        BuybackFilled: holder, premium;
        OrdersClosed: base_atoms, contracts;
    ]
}

#[test]
fn every_event_is_sampled() {
    let idl = idl();
    let mut sampled: Vec<_> = (all(&idl).into_iter()).map(|sample| sample.name).collect();
    let mut described: Vec<_> = idl.events.iter().map(|event| event.name.clone()).collect();
    sampled.sort();
    described.sort();
    assert_eq!(sampled, described);
}
