//! Creating markets and vaults: what is stored, and what is refused.

use anchor_spl::token;
use ballast::{
    errors::BallastError,
    oracle::OracleKind,
    state::{Cluster, MarketParams, Stage, VaultParams},
};
use ballast_client::{address, instructions as ix, MarketKeys, VaultKeys};
use ballast_harness::{
    setup::{DOLLAR, SOL},
    world::fee_recipient,
    Chain, Setup, TxError, World,
};
use option_risk::{breaker, units::Kind};
use pyth_solana_receiver_sdk::ID as RECEIVER;
use solana_program_pack::Pack;
use solana_signer::Signer;
use spl_token_interface::state::Mint;

use crate::support::{on_both, on_both_chains, on_both_with, refused, refuses, refuses_a_second};

/// A world with a protocol and no market yet.
fn protocol_only(chain: Box<dyn Chain>, setup: &Setup) -> World {
    let mut world = World::unopened(chain, setup);
    world.found(setup.cluster).expect("a protocol");
    world
}

fn create_market(world: &mut World, params: MarketParams) -> Result<(), TxError> {
    let admin = world.admin.insecure_clone();
    let create = ix::create_market(&world.keys, &admin.pubkey(), world.feed.id(), params);
    world.send(&create, &[&admin]).map(|_| ())
}

#[test]
fn a_market_stores_what_it_was_created_with() {
    for (oracle, owner) in [
        (OracleKind::Legacy, ballast::oracle::LEGACY_OWNERS[0]),
        (OracleKind::Receiver, RECEIVER.to_bytes().into()),
    ] {
        let setup = Setup {
            oracle,
            ..Setup::default()
        };
        on_both_with(&setup, |world| {
            let market = world.market();
            let keys = world.keys;
            assert_eq!(market.version, 1);
            assert_eq!(market.oracle_kind, oracle as u8);
            assert_eq!(market.oracle_owner, owner);
            assert_eq!(market.feed, world.feed.id());
            assert_eq!(market.protocol, address::protocol(&world.admin.pubkey()));
            assert_eq!((market.base_decimals, market.quote_decimals), (9, 6));
            assert_eq!(market.price_exponent, -8);
            assert_eq!(market.params, setup.market);
            assert_eq!(
                (market.risk.price, market.risk.publish_ts),
                (setup.price, setup.start_ts)
            );
            assert_eq!(market.risk.breaker.stage(), breaker::Stage::Normal);
            for kind in Kind::ALL {
                assert_eq!(market.collateral_mint(kind), keys.collateral_mint(kind));
                assert_eq!(market.custody(kind), keys.custody(kind));
                assert_eq!(market.insurance(kind), keys.insurance(kind));
            }
            assert_eq!((market.base_collateral, market.quote_collateral), (0, 0));
        });
    }
}

#[test]
fn a_vault_stores_what_it_was_created_with() {
    on_both(|world| {
        let (vault, keys) = (world.vault_state(), world.vault);
        assert_eq!(
            (vault.version, vault.id),
            (ballast::state::Version::CURRENT, 0)
        );
        assert_eq!(vault.stage, Stage::Open);
        assert_eq!(vault.market, world.keys.market);
        assert_eq!(vault.share_mint, keys.share_mint);
        assert_eq!(vault.share_escrow, keys.share_escrow);
        assert_eq!(vault.base_account, keys.base_account);
        assert_eq!(vault.quote_account, keys.quote_account);
        assert_eq!(vault.params, Setup::default().vault);
        assert_eq!(vault.book, Default::default());
    });
}

/// A share has the decimals of what it is a share of, and three for the virtual ones: a thousand atoms an atom.
#[test]
fn shares_have_three_decimals_more_than_their_collateral() {
    on_both(|world| {
        for (id, kind, decimals) in [(1, Kind::Call, 9 + 3), (2, Kind::Put, 6 + 3)] {
            let params = Setup::default().vault;
            let vault = world.create_vault(id, kind, params).unwrap();
            let mint = world.chain.account(&vault.share_mint).unwrap();
            assert_eq!(Mint::unpack(&mint.data).unwrap().decimals, decimals);
        }
    });
}

#[test]
fn market_parameters_outside_their_bounds_are_refused() {
    let spoils: &[fn(&mut MarketParams)] = &[
        |p| p.oracle.max_age_secs = 9,
        |p| p.oracle.max_confidence_bps = 1_001,
        |p| p.oracle.max_ahead_secs = 61,
        |p| p.oracle.max_trade_age_secs = 61,
        |p| p.vol.slow_half_life_secs = 21_599,
        |p| p.vol.floor_bps = 999,
        |p| p.vol.cap_bps = p.vol.floor_bps - 1,
        |p| p.vol.winsor_milli = 10_001,
        |p| p.breaker.armed = 2,
        |p| p.breaker.z15_milli = 20_001,
        |p| p.breaker.move60_bps = 199,
        |p| p.breaker.max_halt_secs = breaker::MAX_HALT_SECS + 1,
        |p| p.breaker.halt_secs = p.breaker.max_halt_secs + 1,
        |p| p.breaker.max_halts_per_day = breaker::MAX_HALTS_PER_DAY + 1,
        |p| p.breaker.cooldown_secs = 599,
        |p| p.margin.range_floor_bps = 499,
        |p| p.margin.tail_weight_bps = 10_001,
        |p| p.margin.initial_ratio_bps = 4_999,
        |p| p.margin.target_health_bps = 10_499,
        |p| p.liquidation.bonus_end_bps = 1_501,
        |p| p.liquidation.insurance_share_bps = 5_001,
        |p| p.liquidation.cap_contracts_per_window = 0,
        |p| p.liquidation.window_secs = 0,
        |p| p.liquidation.least_cap_bps = 499,
        |p| p.liquidation.auction_lapse_secs = p.liquidation.auction_secs - 1,
        |p| p.margin.gamma_addon_bps = 50_001,
        |p| p.margin.offset_credit_bps = 4_999,
        |p| p.vol.maintenance_slew_bps_per_hour = 201,
        |p| p.vol.stressed_weight_bps = 2_499,
        |p| p.open_interest.series_contracts = p.open_interest.market_contracts + 1,
        |p| p.open_interest.account_contracts = 0,
        |p| p.strike_tick = 0,
        |p| p.implied_vol_bps = 999,
        |p| p.initial_vol_bps = 50_001,
        |p| p.hedge_window_secs = 9,
        |p| p.hedge_window_secs = 3_601,
    ];
    let setup = Setup::default();
    on_both_chains(|chain| {
        let mut world = protocol_only(chain, &setup);
        for (index, spoil) in spoils.iter().enumerate() {
            eprintln!("market parameter case {index}");
            let mut params = setup.market;
            spoil(&mut params);
            let outcome = create_market(&mut world, params);
            assert_eq!(outcome, Err(refusal(BallastError::InvalidParameter)));
        }
        create_market(&mut world, setup.market).unwrap();
    });
}

fn refusal(error: BallastError) -> TxError {
    TxError::Program(ballast_client::errors::code(error))
}

/// A thousand share atoms an atom at first, and sixteen times as many once the shares have fallen to a sixteenth, still fit
/// 64 bits.
const LARGEST_CAP: u64 = u64::MAX / 16_000;

#[test]
fn vault_parameters_outside_their_bounds_are_refused() {
    let spoils: &[fn(&mut VaultParams)] = &[
        |p| p.sale.end_vol_bps = 4_999,
        |p| p.sale.start_vol_bps = p.sale.end_vol_bps - 1,
        |p| p.sale.duration_secs = 299,
        |p| p.sale.min_premium_bps = 0,
        |p| p.sale.target_delta_bps = 5_001,
        |p| p.sale.utilisation_bps = 10_001,
        |p| p.sale.tick = 0,
        |p| p.sale.tick = DOLLAR / 2, // off the market's tick
        |p| p.hedge.target_delta_bps = 10_001,
        |p| p.hedge.band_bps = 99,
        |p| p.hedge.duration_secs = 29,
        |p| p.hedge.inside_bps = 101,
        |p| p.hedge.outside_bps = 501,
        |p| p.sale.min_otm_bps = 5_001,
        |p| p.sale.max_otm_bps = p.sale.min_otm_bps - 1,
        |p| p.sale.max_otm_bps = 7_501,
        |p| p.hedge.crossing_secs = 61,
        |p| p.buyback.start_vol_bps = p.buyback.end_vol_bps + 1,
        |p| p.buyback.duration_secs = 59,
        |p| p.buyback.max_cost_bps = 2_001,
        |p| p.fees.management_bps = 501,
        |p| p.fees.performance_bps = 3_001,
        |p| p.schedule.tenor_days = 0,
        |p| p.schedule.tenor_days = 10,
        |p| p.schedule.phase_days = p.schedule.tenor_days,
        |p| p.schedule.open_after_secs = 86_400,
        |p| p.schedule.retry_secs = 599,
        |p| p.withdraw_only = 2,
        |p| p.insurance_share_bps = 2_001,
        |p| p.min_deposit = 0,
        |p| p.min_deposit = p.deposit_cap + 1,
        |p| p.deposit_cap = LARGEST_CAP + 1,
    ];
    on_both(|world| {
        let admin = world.admin.insecure_clone();
        let second = VaultKeys::derive(&world.keys, 1, Kind::Call);
        for (index, spoil) in spoils.iter().enumerate() {
            eprintln!("vault parameter case {index}");
            let mut params = Setup::default().vault;
            spoil(&mut params);
            let create = ix::create_vault(
                &world.keys,
                &second,
                &admin.pubkey(),
                &fee_recipient(),
                params,
            );
            refused(
                world.send(&create, &[&admin]),
                BallastError::InvalidParameter,
            );
            assert_eq!(world.chain.account(&second.vault), None);
        }
        let mut params = Setup::default().vault;
        params.deposit_cap = LARGEST_CAP;
        let create = ix::create_vault(
            &world.keys,
            &second,
            &admin.pubkey(),
            &fee_recipient(),
            params,
        );
        world.send(&create, &[&admin]).unwrap();
    });
}

#[test]
fn base_and_quote_must_differ() {
    let setup = Setup::default();
    on_both_chains(|chain| {
        let mut world = protocol_only(chain, &setup);
        let mint = (world.keys.base_mint, token::ID);
        let (protocol, oracle) = (world.keys.protocol, world.keys.oracle);
        world.keys = MarketKeys::derive(protocol, mint, mint, oracle, &world.feed.id());
        let outcome = create_market(&mut world, setup.market);
        assert_eq!(outcome, Err(refusal(BallastError::SameMint)));
    });
}

/// Feeds whose prices cannot be tied to the mints' decimals make no market.
#[test]
fn an_exponent_out_of_range_is_refused() {
    let setup = Setup::default();
    on_both_chains(|chain| {
        let mut world = protocol_only(chain, &setup);
        for exponent in [-19, 9] {
            world.feed.exponent = exponent;
            world.set_price(setup.price);
            let outcome = create_market(&mut world, setup.market);
            assert_eq!(outcome, Err(refusal(BallastError::InvalidParameter)));
        }
    });
}

/// Anybody may have a protocol; nobody a second one, nor a market under somebody else's.
#[test]
fn protocols_are_their_creators() {
    on_both(|world| {
        let stranger = world.actor(SOL, 0).unwrap();
        let key = stranger.key();
        let create = ix::initialize_protocol(&key, &key, &key, Cluster::Public);
        world
            .send(std::slice::from_ref(&create), &[&stranger.wallet])
            .unwrap();
        refuses_a_second(world, |world| world.send(&[create], &[&stranger.wallet]));

        let second = VaultKeys::derive(&world.keys, 1, Kind::Call);
        let params = Setup::default().vault;
        refuses(world, BallastError::WrongAuthority, |world| {
            let create = ix::create_vault(
                &world.keys,
                &second,
                &stranger.key(),
                &fee_recipient(),
                params,
            );
            world.send(&create, &[&stranger.wallet])
        });
        assert_eq!(world.wallet(&stranger.key(), Kind::Call), SOL);
    });
}
