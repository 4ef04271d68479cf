//! Margin accounts: collateral in and out, writing and closing.

use anchor_lang::error::ErrorCode;
use ballast::{constants::MAX_POSITIONS, errors::BallastError::*};
use ballast_client::instructions as ix;
use ballast_harness::setup::{DOLLAR, SOL, USDC};
use option_risk::units::Kind;

use crate::{
    scenes::{
        disarmed, expiry, near_series, plenty, reach_expiry, rich, rich_writer, short_at_limit,
        START_PRICE, WRITTEN,
    },
    support::{on_both, on_both_with, refuses, refuses_a_second, refuses_with, INSUFFICIENT_FUNDS},
};

#[test]
fn accounts_open_once_fill_empty_and_close() {
    on_both(|world| {
        for kind in Kind::ALL {
            let (owner, friend) = (rich(world), rich(world));
            world.open_margin(&owner, kind, 0).unwrap();
            refuses_a_second(world, |world| {
                let open = ix::open_margin_account(&world.keys, &owner.key(), kind);
                world.send(&[open], &[&owner.wallet])
            });
            world.deposit(&friend, &owner.key(), kind, 1_000).unwrap();
            world.deposit(&owner, &owner.key(), kind, 500).unwrap();
            assert_eq!(world.margin(&owner.key(), kind).unwrap().collateral, 1_500);
            refuses(world, AccountNotEmpty, |world| {
                world.close_margin(&owner, kind)
            });
            refuses(world, InsufficientCollateral, |world| {
                world.withdraw(&owner, kind, 1_501)
            });
            world.withdraw(&owner, kind, 1_500).unwrap();
            world.close_margin(&owner, kind).unwrap();
            assert!(world.margin(&owner.key(), kind).is_none());
            assert_eq!(world.wallet(&owner.key(), kind), plenty(kind) + 1_000);
        }
    });
}

#[test]
fn an_account_of_no_kind_cannot_be_opened() {
    on_both(|world| {
        let owner = rich(world);
        let mut open = ix::open_margin_account(&world.keys, &owner.key(), Kind::Put);
        *open.data.last_mut().unwrap() = 2;
        let seeds_error = ErrorCode::ConstraintSeeds.into();
        refuses_with(world, seeds_error, |world| {
            world.send(std::slice::from_ref(&open), &[&owner.wallet])
        });
        let seeds: [&[u8]; 4] = [
            ballast::constants::MARGIN_SEED,
            world.keys.market.as_ref(),
            &owner.key().to_bytes(),
            &[2],
        ];
        let address = anchor_lang::prelude::Pubkey::find_program_address(&seeds, &ballast::ID).0;
        open.accounts[2].pubkey = address;
        refuses(world, WrongKind, |world| {
            world.send(&[open], &[&owner.wallet])
        });
    });
}

#[test]
fn amounts_of_nothing_and_of_everything_are_refused() {
    on_both(|world| {
        for kind in Kind::ALL {
            let scene = short_at_limit(world, kind);
            let (writer, series) = (&scene.writer, &scene.series);
            let key = writer.key();
            refuses(world, ZeroAmount, |world| {
                world.deposit(writer, &key, kind, 0)
            });
            refuses(world, ZeroAmount, |world| world.withdraw(writer, kind, 0));
            refuses(world, ZeroAmount, |world| world.write(writer, series, 0));
            refuses(world, ZeroAmount, |world| {
                world.close_short(writer, series, 0)
            });
            refuses(world, ZeroAmount, |world| {
                world.liquidate(&scene.liquidator, &key, series, 0)
            });
            refuses(world, Overflow, |world| {
                world.deposit(writer, &key, kind, u64::MAX)
            });
            refuses(world, InsufficientCollateral, |world| {
                world.withdraw(writer, kind, u64::MAX)
            });
            refuses(world, Overflow, |world| {
                world.write(writer, series, u64::MAX)
            });
            refuses(world, NoPosition, |world| {
                world.close_short(writer, series, u64::MAX)
            });
            let wallet = world.wallet(&key, kind);
            refuses_with(world, INSUFFICIENT_FUNDS, |world| {
                world.deposit(writer, &key, kind, wallet + 1)
            });
        }
    });
}

#[test]
fn a_writer_goes_to_the_limit_and_no_further() {
    on_both(|world| {
        for kind in Kind::ALL {
            let scene = short_at_limit(world, kind);
            let health = world.health(&scene.writer.key(), kind);
            assert_eq!(health.collateral, health.initial.required);
            assert!(health.maintenance.required < health.initial.required);
            refuses(world, InsufficientMargin, |world| {
                world.write(&scene.writer, &scene.series, SOL / 10)
            });
            refuses(world, InsufficientMargin, |world| {
                world.withdraw(&scene.writer, kind, 1)
            });
            world
                .deposit(&scene.writer, &scene.writer.key(), kind, 1)
                .unwrap();
            world.withdraw(&scene.writer, kind, 1).unwrap();
        }
    });
}

/// Collateral of the most that can be lost is always enough.
#[test]
fn a_covered_writer_needs_no_more() {
    on_both_with(&disarmed(), |world| {
        for kind in Kind::ALL {
            let series = near_series(world, kind);
            let (writer, liquidator) = (rich(world), rich_writer(world, kind));
            let coverage = match kind {
                Kind::Call => 10 * SOL,
                Kind::Put => 10 * 190 * USDC,
            };
            world.open_margin(&writer, kind, coverage).unwrap();
            world.write(&writer, &series, 10 * SOL).unwrap();
            for price in [400 * DOLLAR, 100 * DOLLAR, START_PRICE] {
                world.tick(86_400, price).unwrap();
                assert!(!world.health(&writer.key(), kind).is_liquidatable());
                refuses(world, AccountHealthy, |world| {
                    world.liquidate(&liquidator, &writer.key(), &series, 1)
                });
            }
            // The stable price catches up before anybody writes again.
            world.hold(7_200, 600, START_PRICE).unwrap();
        }
    });
}

#[test]
fn eight_positions_and_no_ninth() {
    on_both(|world| {
        for kind in Kind::ALL {
            let writer = rich_writer(world, kind);
            let expiry_ts = expiry(world, 7);
            let mut all = Vec::new();
            for step in 0..=MAX_POSITIONS as u64 {
                let strike = START_PRICE + step * DOLLAR;
                all.push(world.create_series(kind, strike, expiry_ts).unwrap());
            }
            let ninth = all.pop().expect("nine series");
            for series in &all {
                world.write(&writer, series, SOL).unwrap();
            }
            refuses(world, TooManyPositions, |world| {
                world.write(&writer, &ninth, SOL)
            });
            world.write(&writer, &all[7], SOL).unwrap();
            world.close_short(&writer, &all[3], SOL).unwrap();
            world.write(&writer, &ninth, SOL).unwrap();
        }
    });
}

#[test]
fn a_short_is_closed_in_parts() {
    on_both(|world| {
        for kind in Kind::ALL {
            let scene = short_at_limit(world, kind);
            let (writer, series) = (&scene.writer, &scene.series);
            world.close_short(writer, series, WRITTEN / 4).unwrap();
            let account = world.margin(&writer.key(), kind).unwrap();
            assert_eq!(account.short_of(&series.series), WRITTEN / 4 * 3);
            assert_eq!(world.supply(&series.option_mint), WRITTEN / 4 * 3);
            refuses(world, NoPosition, |world| {
                world.close_short(writer, series, WRITTEN)
            });
            world.close_short(writer, series, WRITTEN / 4 * 3).unwrap();
            assert!(world.margin(&writer.key(), kind).unwrap().is_flat());
            refuses(world, NoPosition, |world| {
                world.close_short(writer, series, 1)
            });
            let left = world.margin(&writer.key(), kind).unwrap().collateral;
            world.withdraw(writer, kind, left).unwrap();
        }
    });
}

/// Every short must be settled before anybody redeems, so none may be too small for somebody to care.
#[test]
fn dust_is_neither_written_nor_left() {
    on_both(|world| {
        let scene = short_at_limit(world, Kind::Put);
        let (writer, series) = (&scene.liquidator, &scene.series);
        let tiny = world.market().params.liquidation.tiny_contracts;
        refuses(world, ShortTooSmall, |world| {
            world.write(writer, series, tiny - 1)
        });
        world.write(writer, series, tiny).unwrap();
        refuses(world, ShortTooSmall, |world| {
            world.close_short(writer, series, 1)
        });
        world.close_short(writer, series, tiny).unwrap();
    });
}

/// Closing takes the options themselves: who has sold them must buy them back.
#[test]
fn a_short_cannot_be_closed_without_its_options() {
    on_both(|world| {
        let scene = short_at_limit(world, Kind::Put);
        let holder = rich(world);
        world
            .transfer_options(&scene.writer, &holder, &scene.series, WRITTEN)
            .unwrap();
        refuses_with(world, INSUFFICIENT_FUNDS, |world| {
            world.close_short(&scene.writer, &scene.series, 1)
        });
        refuses_with(world, ErrorCode::AccountNotInitialized.into(), |world| {
            world.close_short(&holder, &scene.series, 1)
        });
    });
}

#[test]
fn calls_and_puts_do_not_mix() {
    on_both(|world| {
        let writer = rich_writer(world, Kind::Put);
        world
            .open_margin(&writer, Kind::Call, plenty(Kind::Call) / 2)
            .unwrap();
        let (calls, puts) = (
            near_series(world, Kind::Call),
            near_series(world, Kind::Put),
        );
        for (series, other) in [(calls, Kind::Put), (puts, Kind::Call)] {
            world.open_options(&writer, &series).unwrap();
            let mut write = ix::write_option(&world.keys, &series, &writer.key(), SOL);
            write.accounts[2].pubkey = world.keys.margin_account(&writer.key(), other);
            refuses(world, WrongKind, |world| {
                world.send(&[write], &[&writer.wallet])
            });
        }
    });
}

#[test]
fn an_expired_series_cannot_be_written() {
    on_both(|world| {
        let scene = short_at_limit(world, Kind::Put);
        reach_expiry(world, scene.series.expiry_ts, START_PRICE);
        refuses(world, SeriesExpired, |world| {
            world.write(&scene.liquidator, &scene.series, SOL)
        });
        // Until it is settled it can still be closed.
        world
            .close_short(&scene.writer, &scene.series, SOL)
            .unwrap();
        world.settle_series(&scene.series).unwrap();
        refuses(world, SeriesSettled, |world| {
            world.close_short(&scene.writer, &scene.series, SOL)
        });
    });
}
