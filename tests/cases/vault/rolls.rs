//! What a roll charges, records and announces.

use ballast::events::RoundRolled;
use ballast_harness::{
    setup::{DOLLAR, SOL},
    Setup,
};
use option_risk::fees::FeeParams;

use crate::{
    scenes::{disarmed, live, rich, settle, START_PRICE},
    support::{on_both, on_both_with},
};

/// Fees of 2% a year and a tenth of the gain.
fn charging(mut setup: Setup) -> Setup {
    setup.vault.fees = FeeParams {
        management_bps: 200,
        performance_bps: 1_000,
    };
    setup
}

/// Fees are due at the end of a round, and from the first roll on, which finds no shares.
#[test]
fn a_roll_records_when_fees_were_due() {
    on_both(|world| {
        let first = rich(world);
        world.queue_deposit(&first, 10 * SOL).unwrap();
        world.tick(60, START_PRICE).unwrap();
        world.roll_round().unwrap();
        assert_eq!(world.vault_state().book.fees_ts, world.now());

        let scene = live(world, 500 * SOL);
        settle(world, &scene, START_PRICE);
        world.roll_round().unwrap();
        assert_eq!(world.vault_state().book.fees_ts, world.now());
    });
}

/// Between two rounds a roll lets people in and out and charges nothing, though the proceeds of a hedge have become worth
/// more of the collateral since.
#[test]
fn a_roll_between_rounds_charges_nothing() {
    on_both_with(&charging(disarmed()), |world| {
        let scene = live(world, 500 * SOL);
        world.open_hedge().unwrap();
        (world.fill_hedge(&scene.depositor, u64::MAX, u64::MAX)).unwrap();
        settle(world, &scene, START_PRICE);
        world.roll_round().unwrap();
        let before = world.vault_state().book;
        assert!(before.fee_total > 0 && before.assets.quote > 0);

        world.tick(60, 190 * DOLLAR).unwrap();
        let late = rich(world);
        world.queue_deposit(&late, 10 * SOL).unwrap();
        world.roll_round().unwrap();
        let after = world.vault_state().book;
        assert_eq!(world.round(2).unwrap().fee_shares, 0);
        assert_eq!(
            (after.fee_total, after.fee_shares, after.fees_ts),
            (before.fee_total, before.fee_shares, before.fees_ts)
        );
        assert_eq!(
            (after.mark_assets, after.mark_shares),
            (before.mark_assets, before.mark_shares)
        );
    });
}

/// Nothing was queued to be taken, so nothing was set aside.
#[test]
fn a_roll_without_deposits_refunds_none() {
    on_both(|world| {
        let scene = live(world, 500 * SOL);
        settle(world, &scene, START_PRICE);
        world.queue_withdrawal(&scene.depositor, SOL).unwrap();
        world.roll_round().unwrap();
        let record = world.round(1).unwrap();
        assert_eq!((record.deposits, record.deposits_refunded), (0, false));
        assert_eq!(world.vault_state().book.claimable, record.paid);
    });
}

/// One event, of the market's next number, with what the record has.
#[test]
fn a_roll_is_announced_as_it_is_recorded() {
    on_both_with(&charging(Setup::default()), |world| {
        let scene = live(world, 500 * SOL);
        settle(world, &scene, START_PRICE);
        let late = rich(world);
        world.queue_deposit(&late, 50 * SOL).unwrap();
        world.queue_withdrawal(&scene.depositor, SOL).unwrap();
        let sequence = world.market().sequence;
        let receipt = world.roll_round().unwrap();
        assert_eq!(world.market().sequence, sequence + 1);
        let Some(events) = receipt.events::<RoundRolled>() else {
            return; // no events on this chain
        };
        assert_eq!(events.len(), 1);
        let (event, record) = (&events[0], world.round(1).unwrap());
        assert_eq!(event.header.sequence, sequence + 1);
        assert_eq!((event.vault, event.round), (world.vault.vault, 1));
        assert_eq!((event.deposits, event.deposits_refunded), (50 * SOL, false));
        assert_eq!(event.fee, world.vault_state().book.fee_total);
        assert!(event.fee > 0);
        assert_eq!(event.fee_shares, record.fee_shares);
        assert_eq!(event.shares_minted, record.shares_minted);
        assert_eq!(event.shares_burned, SOL);
        assert_eq!((event.paid, event.assets), (record.paid, record.assets));
        assert_eq!(event.share_supply, record.share_supply);
    });
}
