//! Every kind of address the program derives, by what it is derived from.

use ballast_client::address;
use option_risk::units::Kind;
use serde::Serialize;

use crate::{
    cast::{self, CREATOR, EXPIRY_TS, FEED, INDEX, OWNER, ROUND, STRIKE},
    told::{Told, Values},
};

#[derive(Serialize)]
pub struct Address {
    pub name: &'static str,
    pub seeds: Values,
    pub address: String,
}

fn of<const N: usize>(
    name: &'static str,
    seeds: [(&str, &dyn Told); N],
    address: impl Told,
) -> Address {
    let seeds = seeds.map(|(name, value)| (name.to_string(), value.told()));
    Address {
        name,
        seeds: Values::from(seeds),
        address: address.told(),
    }
}

pub fn all() -> Vec<Address> {
    let market = cast::market();
    let protocol = &market.protocol;
    let call = 0u8;
    let put = 1u8;
    let (calls, puts) = (cast::series(Kind::Call), cast::series(Kind::Put));
    let vault = cast::vault(513, Kind::Put);
    vec![
        of("protocol", [("creator", &CREATOR)], market.protocol),
        of(
            "proposal",
            [("protocol", protocol), ("index", &INDEX)],
            address::proposal(protocol, INDEX),
        ),
        of(
            "market",
            [
                ("protocol", protocol),
                ("base_mint", &market.base_mint),
                ("quote_mint", &market.quote_mint),
                ("origin_feed", &FEED),
            ],
            market.market,
        ),
        of(
            "insurance_authority",
            [("market", &market.market)],
            market.insurance_authority(),
        ),
        of(
            "margin_account",
            [
                ("market", &market.market),
                ("owner", &OWNER),
                ("kind", &call),
            ],
            market.margin_account(&OWNER, Kind::Call),
        ),
        of(
            "series",
            [
                ("market", &market.market),
                ("kind", &put),
                ("strike", &STRIKE),
                ("expiry_ts", &EXPIRY_TS),
            ],
            puts.series,
        ),
        of(
            "option_mint",
            [("series", &calls.series)],
            calls.option_mint,
        ),
        of(
            "vault",
            [("market", &market.market), ("id", &513u16)],
            vault.vault,
        ),
        of("share_mint", [("vault", &vault.vault)], vault.share_mint),
        of(
            "round",
            [("vault", &vault.vault), ("round", &ROUND)],
            vault.round(ROUND),
        ),
        of(
            "deposit_receipt",
            [
                ("vault", &vault.vault),
                ("owner", &OWNER),
                ("round", &ROUND),
            ],
            vault.deposit_receipt(&OWNER, ROUND),
        ),
        of(
            "withdrawal_receipt",
            [
                ("vault", &vault.vault),
                ("owner", &OWNER),
                ("round", &ROUND),
            ],
            vault.withdrawal_receipt(&OWNER, ROUND),
        ),
        of(
            "token_account",
            [
                ("owner", &OWNER),
                ("mint", &market.quote_mint),
                ("token_program", &market.quote_token_program),
            ],
            market.collateral_account(&OWNER, Kind::Put),
        ),
    ]
}
