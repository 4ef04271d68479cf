//! Everybody in a market before its keeper dies.

use ballast_client::SeriesKeys;
use ballast_harness::{
    scenes::expiry,
    setup::{DOLLAR, SOL, USDC},
    Actor,
};
use option_risk::units::Kind;

use crate::drill::{daily, Drill};

pub const PUT: Kind = Kind::Put;
/// The price until the keeper dies.
pub const MORNING: u64 = 212 * DOLLAR;
/// Strikes of what writers are short of.
pub const CALL_STRIKE: u64 = 210 * DOLLAR;
pub const PUT_STRIKE: u64 = 190 * DOLLAR;
pub const CALLS: u64 = 10 * SOL;
pub const PUTS: u64 = 100 * SOL;
/// What the writer of puts has: 70 a contract.
pub const CAREFUL: u64 = 7_000 * USDC;
/// What is bought of the sale before the keeper dies.
pub const BOUGHT: u64 = 200 * SOL;

pub struct Cast {
    pub keeper: Actor,
    /// Short of calls that expire ten minutes after the keeper's death.
    pub covered: Actor,
    pub calls: SeriesKeys,
    /// Short of puts that expire when it is back.
    pub careful: Actor,
    pub puts: SeriesKeys,
    pub holder: Actor,
    /// One leaves, one stays.
    pub leaver: Actor,
    pub stayer: Actor,
    pub sold: SeriesKeys,
    pub buyer: Actor,
}

impl Cast {
    /// A morning at 212, watched until half an hour before its expiry; a sale of a day's calls starts 15 minutes before it.
    pub fn gathered() -> (Drill, Self) {
        let mut setup = daily();
        setup.price = MORNING;
        let mut drill = Drill::open(&setup);
        let [keeper, careful] = [(); 2].map(|()| drill.rich_writer(PUT));
        let covered = drill.rich_writer(Kind::Call);
        let [holder, leaver, stayer, buyer] = [(); 4].map(|()| drill.rich());
        let world = &mut drill.world;
        let (first, third) = (expiry(world, 0), expiry(world, 2));
        let calls = world.create_series(Kind::Call, CALL_STRIKE, first).unwrap();
        let puts = world.create_series(PUT, PUT_STRIKE, third).unwrap();
        world.write(&covered, &calls, CALLS).unwrap();
        world.write(&careful, &puts, PUTS).unwrap();
        let health = world.health(&careful.key(), PUT);
        world
            .withdraw(&careful, PUT, health.collateral - CAREFUL)
            .unwrap();
        world
            .transfer_options(&covered, &holder, &calls, CALLS)
            .unwrap();
        world
            .transfer_options(&careful, &holder, &puts, PUTS)
            .unwrap();
        for (owner, amount) in [(&leaver, 1_000), (&stayer, 100)] {
            world.queue_deposit(owner, amount * SOL).unwrap();
        }
        world.roll_round().unwrap();
        for owner in [&leaver, &stayer] {
            world.claim_shares(owner, 0).unwrap();
        }
        drill.pass_to(first - 1_860, 3_600);
        drill.watch(960, 60);
        let world = &mut drill.world;
        let sold = world.start_sale().unwrap();
        world.buy(&buyer, &sold, BOUGHT, u64::MAX).unwrap();
        let cast = Self {
            keeper,
            covered,
            calls,
            careful,
            puts,
            holder,
            leaver,
            stayer,
            sold,
            buyer,
        };
        (drill, cast)
    }
}
