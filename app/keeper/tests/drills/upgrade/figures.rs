//! What the fixture's bytes say: figures that a change of any layout would change.

use anchor_lang::{prelude::Pubkey, AccountDeserialize};
use ballast::state::{
    Change, Cluster, DepositReceipt, MarginAccount, Proposal, Round, Series, Stage, Version,
    WithdrawalReceipt,
};
use ballast_client::{accounts::decode, address};
use ballast_harness::{setup::SOL, Account};
use solana_signer::Signer;

use super::scene::{Cast, PROPOSED_CAP, PUT};
use crate::drill::Drill;

/// Compares found figures with said ones, all of them before it fails.
macro_rules! figures {
    ($($found:expr => $said:expr),+ $(,)?) => {{
        let figures = [$((stringify!($found), i128::from($found), $said)),+];
        let wrong: Vec<_> = figures.iter().filter(|(_, found, said)| found != said).collect();
        assert!(wrong.is_empty(), "what, found, said: {wrong:#?}");
    }};
}

fn account(drill: &mut Drill, address: &Pubkey) -> Account {
    drill.world.chain.account(address).expect("an account")
}

/// An account of so many bytes.
#[track_caller]
fn read<T: AccountDeserialize>(drill: &mut Drill, address: &Pubkey, bytes: usize) -> T {
    let data = account(drill, address).data;
    assert_eq!(data.len(), bytes);
    decode(&data).expect("of this layout")
}

/// Every account of the fixture.
pub fn are_as_written(drill: &mut Drill, cast: &Cast) {
    of_the_market(drill);
    of_its_parameters(drill);
    of_the_vault(drill);
    of_rounds_and_receipts(drill, cast);
    of_clearing(drill, cast);
    of_governance(drill);
}

fn of_the_market(drill: &mut Drill) {
    let address = drill.world.keys.market;
    assert_eq!(account(drill, &address).data.len(), 4_816);
    let (market, keys) = (drill.world.market(), drill.world.keys);
    let (risk, breaker) = (&market.risk, &market.risk.breaker);
    assert_eq!(
        (market.protocol, market.base_mint),
        (keys.protocol, keys.base_mint)
    );
    assert_eq!(
        (market.feed, market.origin_feed),
        (keys.oracle.to_bytes(), keys.oracle.to_bytes())
    );
    assert_eq!(market.quote_insurance, keys.insurance(PUT));
    figures! {
        market.version => 1, market.base_decimals => 9, market.quote_decimals => 6,
        market.price_exponent => -8, market.quote_collateral => 2_000_000_000,
        market.base_bad_debt => 0, market.sequence => 48, market.written => 20_000_000_000,
        risk.price => 20_000_000_000, risk.publish_ts => 1_795_343_160, risk.ema_price => 20_000_000_000,
        risk.ring.buckets[1].low => 20_000_000_000, risk.ring.head => 26, risk.ring.len => 27,
        risk.vol.slow_variance => 179_394_040_350_892, risk.vol.sampled_ts => 1_795_343_160,
        risk.margin_vol.maintenance => 4_286_361_795, risk.margin_vol.stressed_ts => 1_795_343_160,
        risk.stable.price => 20_000_000_000, risk.stable.ts => 1_795_343_160,
        risk.implied.mark => 3_475_344_369, risk.implied.anchor_ts => 1_795_342_260,
        breaker.stage => 0, breaker.stage_since_ts => 1_795_343_100, breaker.halt_started_ts => 1_795_342_320,
        breaker.halted_secs_total => 60, breaker.grace_secs_total => 120,
        breaker.pause_starts[0] => 1_795_342_320, breaker.pause_until_ts => 1_795_342_380, breaker.pause_count => 1,
        market.hedge_flow.used => 50_000_000_000, market.expiries[1].expiry_ts => 1_795_507_200,
        market.expiries[1].last_price => 20_000_000_000, market.expiries[1].series => 1,
        market.book.net_gamma_per_pct => -2_708_383_530, market.book.refreshed_ts => 1_795_342_260,
    }
}

/// The first and the last of each set.
fn of_its_parameters(drill: &mut Drill) {
    let params = drill.world.market().params;
    figures! {
        params.oracle.max_age_secs => 60, params.oracle.stable_rate_bps_per_min => 50,
        params.vol.slow_half_life_secs => 259_200, params.vol.stressed_weight_bps => 2_500,
        params.breaker.armed => 1, params.breaker.pause_secs => 1_800,
        params.margin.range_floor_bps => 1_200, params.margin.offset_credit_bps => 10_000,
        params.liquidation.bonus_start_bps => 100, params.liquidation.least_cap_bps => 4_000,
        params.implied.weight_contracts => 10_000_000_000_000,
        params.implied.slew_bps_per_hour => 500, params.strike_tick => 100_000_000,
        params.hedge_depth_share_bps => 50, params.book.depth_quote_per_pct => 2_000_000_000_000,
        params.book.hedged_share_bps => 10_000,
        params.open_interest.account_contracts => 100_000_000_000_000,
    }
}

fn of_the_vault(drill: &mut Drill) {
    let (address, cap) = (drill.world.vault, drill.world.vault_state().params);
    let vault: ballast::state::Vault = read(drill, &address.vault, 672);
    assert_eq!(
        (vault.version, vault.stage),
        (Version::CURRENT, Stage::Live)
    );
    assert_eq!(
        (vault.share_mint, vault.share_escrow),
        (address.share_mint, address.share_escrow)
    );
    figures! {
        vault.id => 0, vault.kind => 0, cap.sale.start_vol_bps => 15_000,
        cap.buyback.min_contracts => 100_000_000, cap.schedule.retry_secs => 86_400,
        cap.deposit_cap => 1_000_000_000_000_000, cap.insurance_share_bps => 500,
        vault.book.round => 2, vault.book.assets.base => 1_001_799_093_031,
        vault.book.pending_deposits => 10_000_000_000,
        vault.book.pending_withdrawals => 500_000_000_000_000,
        vault.book.claimable.base => 100_000_000_000, vault.book.mark_shares => 1_000,
        vault.book.premium_total => 1_799_093_031, vault.sale.strike => 21_100_000_000,
        vault.sale.expiry_ts => 1_795_420_800, vault.sale.contracts => 300_000_000_000,
        vault.sale.premium => 1_799_093_031, vault.outcome.strike => 0,
        vault.hedge.base_atoms => 50_000_000_000, vault.hedge.opened_ts => 1_795_343_160,
        vault.buyback.opened_ts => 0,
    }
}

fn of_rounds_and_receipts(drill: &mut Drill, cast: &Cast) {
    let keys = drill.world.vault;
    let [first, second]: [Round; 2] = [0, 1].map(|round| read(drill, &keys.round(round), 235));
    let (early, late, leaver) = (cast.early.key(), cast.late.key(), cast.depositor.key());
    let rolled: DepositReceipt = read(drill, &keys.deposit_receipt(&early, 0), 90);
    let queued: DepositReceipt = read(drill, &keys.deposit_receipt(&late, 2), 90);
    let paid: WithdrawalReceipt = read(drill, &keys.withdrawal_receipt(&leaver, 1), 90);
    let leaving: WithdrawalReceipt = read(drill, &keys.withdrawal_receipt(&leaver, 2), 90);
    assert_eq!(
        (rolled.owner, paid.owner, paid.vault),
        (early, leaver, keys.vault)
    );
    figures! {
        first.rolled_ts => 1_795_341_600, first.deposits => 1_100_000_000_000,
        first.shares_minted => 1_100_000_000_000_000, first.unclaimed.shares => 100_000_000_000_000,
        second.round => 1, second.shares_burned => 100_000_000_000_000,
        second.paid.base => 100_000_000_000, second.share_supply => 1_000_000_000_000_000,
        second.price => 20_000_000_000, second.unclaimed.assets.base => 100_000_000_000,
        rolled.round => 0, rolled.amount => 100_000_000_000, queued.amount => 10_000_000_000,
        paid.shares => 100_000_000_000_000, leaving.round => 2, leaving.shares => 500_000_000_000_000,
    }
}

fn of_clearing(drill: &mut Drill, cast: &Cast) {
    let keys = drill.world.keys;
    let puts: Series = read(drill, &cast.puts.series, 196);
    let calls: Series = read(drill, &cast.calls.series, 196);
    let address = keys.margin_account(&cast.writer.key(), PUT);
    let margin: MarginAccount = read(drill, &address, 611);
    assert_eq!(
        (puts.option_mint, puts.pool),
        (cast.puts.option_mint, cast.puts.pool)
    );
    assert_eq!(
        (margin.owner, margin.positions[0].series),
        (cast.writer.key(), cast.puts.series)
    );
    figures! {
        puts.kind => 1, puts.strike => 19_000_000_000, puts.expiry_ts => 1_795_507_200,
        puts.open_shorts => 20_000_000_000, puts.written => 20_000_000_000,
        puts.deposited => 5_000_000_000, puts.book_gamma => -180_932_247, puts.book_vega => -765_726,
        calls.open_shorts => 300_000_000_000, calls.written => 0, calls.book_gamma => -2_527_451_283,
        margin.kind => 1, margin.collateral => 2_000_000_000,
        margin.positions[0].strike => 19_000_000_000, margin.positions[0].expiry_ts => 1_795_507_200,
        margin.positions[0].short => 20_000_000_000, margin.positions[0].long => 5_000_000_000,
        margin.positions[7].short => 0, margin.flagged_ts => 0,
    }
}

fn of_governance(drill: &mut Drill) {
    let (keys, admin) = (drill.world.keys, drill.world.admin.pubkey());
    let protocol: ballast::state::Protocol = read(drill, &keys.protocol, 155);
    let proposal: Proposal = read(drill, &address::proposal(&keys.protocol, 0), 483);
    assert_eq!((protocol.creator, protocol.authority), (admin, admin));
    assert_eq!(
        (protocol.guardian, protocol.cluster),
        (drill.world.guardian.pubkey(), Cluster::Localnet)
    );
    assert_eq!(
        (proposal.proposer, proposal.target),
        (admin, drill.world.vault.vault)
    );
    let Change::VaultParams(params) = proposal.change else {
        panic!("{:?}", proposal.change);
    };
    assert_eq!(PROPOSED_CAP, 1_100_000 * SOL);
    figures! {
        protocol.proposals => 1, protocol.sequence => 1,
        proposal.index => 0, proposal.proposed_ts => 1_795_341_600, proposal.due_ts => 1_795_341_660,
        params.deposit_cap => 1_100_000_000_000_000, params.sale.tick => 100_000_000,
        params.hedge.target_delta_bps => 9_000, params.insurance_share_bps => 500,
    }
}
