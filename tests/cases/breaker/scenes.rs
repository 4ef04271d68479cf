//! Actions that the breaker stops, and what they need beforehand.

use ballast_client::instructions as ix;
use ballast_harness::{setup::SOL, Receipt, TxError, World};
use option_risk::units::Kind;
use solana_signer::Signer;

use crate::scenes::{live, reach_expiry, rich, selling, short_at_limit, Short, Sold, START_PRICE};

pub type Outcome = Result<Receipt, TxError>;

/// Somebody at the limit, and a vault that sells.
pub struct Scene {
    pub short: Short,
    pub sold: Sold,
}

pub fn scene(world: &mut World) -> Scene {
    Scene {
        short: short_at_limit(world, Kind::Put),
        sold: selling(world, 500 * SOL),
    }
}

/// An action with what it needs beforehand.
pub struct Case {
    pub name: &'static str,
    pub scene: fn(&mut World) -> Scene,
    pub act: fn(&mut World, &Scene) -> Outcome,
}

/// A vault that has not begun to sell, but could.
pub fn open_scene(world: &mut World) -> Scene {
    let scene = scene(world);
    let depositor = rich(world);
    let calls = scene.sold.calls;
    // The running sale is over, and so is its round.
    world.hold(601, 60, START_PRICE).unwrap();
    world.end_sale(&calls).unwrap();
    reach_expiry(world, calls.expiry_ts, START_PRICE);
    world.settle_series(&calls).unwrap();
    world.settle_vault(&calls).unwrap();
    world.queue_deposit(&depositor, SOL).unwrap();
    world.roll_round().unwrap();
    Scene {
        short: short_at_limit(world, Kind::Put),
        sold: Sold {
            depositor,
            ..scene.sold
        },
    }
}

pub fn start_sale(world: &mut World, scene: &Scene) -> Outcome {
    let payer = world.admin.pubkey();
    let start = ix::start_sale(&world.keys, &world.vault, &scene.sold.calls, &payer);
    world.send(&start, &[])
}

/// A vault whose sale is over: its hedge is due.
pub fn live_scene(world: &mut World) -> Scene {
    Scene {
        short: short_at_limit(world, Kind::Put),
        sold: live(world, 500 * SOL),
    }
}

/// A vault with a hedge order to fill.
pub fn hedge_scene(world: &mut World) -> Scene {
    let scene = live_scene(world);
    world.open_hedge().unwrap();
    scene
}

/// Observed by these, a trip is recorded and the action deferred.
pub const DEFERRING: &[Case] = &[
    Case {
        name: "liquidate",
        scene,
        act: |world, scene| {
            let short = &scene.short;
            world.liquidate(&short.liquidator, &short.writer.key(), &short.series, SOL)
        },
    },
    Case {
        name: "write_option",
        scene,
        act: |world, scene| {
            let short = &scene.short;
            let owner = short.writer.key();
            let write = ix::write_option(&world.keys, &short.series, &owner, SOL);
            world.send(&[write], &[&short.writer.wallet])
        },
    },
    Case {
        name: "withdraw_collateral",
        scene,
        act: |world, scene| world.withdraw(&scene.short.writer, Kind::Put, 1),
    },
    Case {
        name: "start_sale",
        scene: open_scene,
        act: start_sale,
    },
    Case {
        name: "open_hedge",
        scene: live_scene,
        act: |world, _| world.open_hedge(),
    },
];

/// Observed by these, a trip makes them fail: a third party would be left with half a trade.
pub const FILLS: &[Case] = &[
    Case {
        name: "buy_option",
        scene,
        act: |world, scene| world.buy(&scene.sold.buyer, &scene.sold.calls, SOL, u64::MAX),
    },
    Case {
        name: "fill_hedge",
        scene: hedge_scene,
        act: |world, scene| world.fill_hedge(&scene.sold.buyer, SOL, u64::MAX),
    },
];
