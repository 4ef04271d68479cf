//! Every instruction of the program once, or more often where its accounts or its arguments come in several shapes; as
//! the Rust client builds it.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use ballast::state::{Change, Cluster, MarketParams, VaultParams};
use ballast_client::{instructions as ix, PROGRAM_ID};
use option_risk::{hedge::Side, units::Kind};

use crate::cast::{self, AMOUNT, CREATOR, EXPIRY_TS, FEED, INDEX, OTHER, OWNER, RECIPIENT, ROUND};

pub fn all() -> Vec<Instruction> {
    let mut all = governance();
    all.extend(markets());
    all.extend(margin());
    all.extend(liquidation());
    all.extend(settlement());
    all.extend(queues());
    all.extend(rounds());
    all.extend(orders());
    // Builders create the token accounts first that an instruction needs.
    all.retain(|instruction| instruction.program_id == PROGRAM_ID);
    all
}

fn governance() -> Vec<Instruction> {
    let keys = cast::market();
    let vault = cast::vault(513, Kind::Put);
    let (protocol, market) = (
        ix::Target::protocol(keys.protocol),
        ix::Target::market(&keys),
    );
    let target = ix::Target::vault(&keys, &vault);
    let propose = |target, change| ix::propose_change(target, &OWNER, INDEX, change);
    vec![
        ix::initialize_protocol(&CREATOR, &OWNER, &OTHER, Cluster::Localnet),
        ix::propose_authority(&keys.protocol, &OWNER, &OTHER),
        ix::accept_authority(&keys.protocol, &OTHER),
        ix::tighten_market(&keys, &OWNER, MarketParams::default()),
        ix::tighten_vault(&keys, &vault, &OWNER, VaultParams::default()),
        propose(&protocol, Change::Guardian(OTHER)),
        propose(&market, Change::MarketParams(MarketParams::default())),
        propose(&market, Change::Oracle { feed: FEED }),
        propose(&target, Change::VaultParams(VaultParams::default())),
        ix::cancel_proposal(&keys.protocol, &OTHER, INDEX, &OWNER),
        ix::execute_proposal(&protocol, INDEX, &OWNER, None),
        ix::execute_proposal(&market, INDEX, &OWNER, Some(keys.oracle)),
        ix::execute_proposal(&target, INDEX, &OWNER, None),
    ]
}

fn markets() -> Vec<Instruction> {
    let keys = cast::market();
    let calls = cast::series(Kind::Call);
    let mut all = ix::create_market(&keys, &OWNER, FEED, MarketParams::default());
    all.extend(ix::create_series(&keys, &cast::series(Kind::Put), &OWNER));
    all.extend([
        ix::observe(&keys),
        ix::refresh_book(&keys, &[calls.series]),
        ix::pause_market(&keys, &OTHER),
        ix::lift_pause(&keys, &OTHER),
    ]);
    all
}

fn margin() -> Vec<Instruction> {
    let keys = cast::market();
    let (calls, puts) = (cast::series(Kind::Call), cast::series(Kind::Put));
    let mut all = vec![
        ix::open_margin_account(&keys, &OWNER, Kind::Put),
        ix::close_margin_account(&keys, &OWNER, Kind::Put),
        ix::deposit_collateral(&keys, &OTHER, &OWNER, Kind::Put, AMOUNT),
        ix::withdraw_collateral(&keys, &OWNER, Kind::Call, AMOUNT),
        ix::write_option(&keys, &calls, &OWNER, AMOUNT),
        ix::close_short(&keys, &puts, &OWNER, AMOUNT),
        ix::withdraw_option(&keys, &puts, &OWNER, AMOUNT),
        ix::net_position(&keys, &calls, &OWNER),
    ];
    all.extend(ix::deposit_option(&keys, &calls, &OWNER, AMOUNT));
    all
}

fn liquidation() -> Vec<Instruction> {
    let keys = cast::market();
    let (calls, puts) = (cast::series(Kind::Call), cast::series(Kind::Put));
    vec![
        ix::flag_account(&keys, &OWNER, Kind::Call),
        ix::unflag_account(&keys, &OWNER, Kind::Call),
        ix::liquidate(&keys, &calls, &OTHER, &OWNER, AMOUNT),
        ix::liquidate_with_options(&keys, &puts, &OTHER, &OWNER, AMOUNT, AMOUNT + 1),
        ix::open_backstop(&keys, &OTHER, Kind::Put),
        ix::backstop_account(&keys, &puts, &OWNER),
        ix::sweep_backstop(&keys, Kind::Put),
        ix::fund_insurance(&keys, &OTHER, Kind::Put, AMOUNT),
    ]
}

fn settlement() -> Vec<Instruction> {
    let keys = cast::market();
    let (calls, puts) = (cast::series(Kind::Call), cast::series(Kind::Put));
    vec![
        ix::settle_series(&keys, &calls),
        ix::settle_short(&keys, &puts, &OWNER),
        ix::settle_long(&keys, &calls, &OWNER),
        ix::pin_settlement(&keys, EXPIRY_TS),
        ix::settle_vault(&keys, &cast::vault(513, Kind::Put), &puts),
        ix::redeem_option(&keys, &puts, &OWNER, AMOUNT),
    ]
}

fn queues() -> Vec<Instruction> {
    let keys = cast::market();
    let vault = cast::vault(513, Kind::Put);
    vec![
        ix::queue_deposit(&keys, &vault, &OWNER, ROUND, AMOUNT),
        ix::cancel_deposit(&keys, &vault, &OWNER, ROUND, AMOUNT),
        ix::reclaim_deposit(&keys, &vault, &OWNER, ROUND),
        ix::claim_shares(&keys, &vault, &OWNER, ROUND),
        ix::queue_withdrawal(&keys, &vault, &OWNER, ROUND, AMOUNT),
        ix::cancel_withdrawal(&keys, &vault, &OWNER, ROUND, AMOUNT),
        ix::claim_withdrawal(&keys, &vault, &OWNER, ROUND),
    ]
}

fn rounds() -> Vec<Instruction> {
    let keys = cast::market();
    let (vault, puts) = (cast::vault(513, Kind::Put), cast::series(Kind::Put));
    let mut all = ix::create_vault(&keys, &vault, &OWNER, &RECIPIENT, VaultParams::default());
    all.extend(ix::start_sale(&keys, &vault, &puts, &OTHER));
    all.extend(ix::claim_fees(&keys, &vault, &OTHER, &RECIPIENT));
    all.extend([
        ix::roll_round(&keys, &vault, &OTHER, ROUND),
        ix::buy_option(&keys, &vault, &puts, &OTHER, AMOUNT, AMOUNT + 1),
        ix::end_sale(&keys, &vault, &puts),
    ]);
    all
}

fn orders() -> Vec<Instruction> {
    let keys = cast::market();
    let (vault, puts) = (cast::vault(513, Kind::Put), cast::series(Kind::Put));
    vec![
        ix::open_hedge(&keys, &vault),
        ix::fill_hedge(&keys, &vault, &OTHER, Side::BuyBase, AMOUNT, AMOUNT + 1),
        ix::cross_hedges(&keys, &cast::vault(2, Kind::Call), &vault),
        ix::close_orders(&keys, &vault),
        ix::open_buyback(&keys, &vault),
        ix::fill_buyback(&keys, &vault, &puts, &OTHER, AMOUNT, AMOUNT + 1),
    ]
}

/// Whether an account stands in for one that is left out.
pub fn is_left_out(key: &Pubkey) -> bool {
    *key == PROGRAM_ID
}
