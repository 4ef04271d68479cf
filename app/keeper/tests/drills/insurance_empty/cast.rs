//! Writers with too little, their holders, and a fund with less.

use ballast_client::SeriesKeys;
use ballast_harness::{
    scenes::expiry,
    setup::{DOLLAR, SOL, USDC},
    Actor, Setup,
};
use option_risk::units::Kind;

use crate::drill::Drill;

pub const PUT: Kind = Kind::Put;
pub const STRIKE: u64 = 190 * DOLLAR;
/// Contracts of writers with initial margin and no more, and of one who is worth something until the last half hour.
pub const AT_LIMIT: [u64; 3] = [100 * SOL, 50 * SOL, 30 * SOL];
pub const LATER: u64 = 20 * SOL;
/// The latter's collateral: 85 a contract, which pays for a fall to 105.
pub const LATER_HOLDS: u64 = 1_700 * USDC;
/// What holders have of them.
pub const HELD: [u64; 3] = [101 * SOL, 66 * SOL, 33 * SOL];
/// All that the fund has.
pub const INSURED: u64 = 1_000 * USDC;

pub struct Cast {
    /// Without a margin account: nobody takes a short over.
    pub keeper: Actor,
    pub writers: [Actor; 3],
    pub later: Actor,
    pub holders: [Actor; 3],
    pub puts: SeriesKeys,
}

impl Cast {
    /// A quarter of an hour at 200.
    pub fn gathered() -> (Drill, Self) {
        let mut drill = Drill::open(&Setup::default());
        let keeper = drill.rich();
        let writers = [(); 3].map(|()| drill.rich_writer(PUT));
        let later = drill.rich_writer(PUT);
        let holders = [(); 3].map(|()| drill.rich());
        let world = &mut drill.world;
        let expiry_ts = expiry(world, 1);
        let puts = world.create_series(PUT, STRIKE, expiry_ts).unwrap();
        for (writer, contracts) in writers.iter().zip(AT_LIMIT).chain([(&later, LATER)]) {
            world.write(writer, &puts, contracts).unwrap();
            let health = world.health(&writer.key(), PUT);
            let needed = match contracts {
                LATER => LATER_HOLDS,
                _ => health.initial.required,
            };
            let spare = health.collateral - needed;
            world.withdraw(writer, PUT, spare).unwrap();
            let collector = &holders[0];
            world
                .transfer_options(writer, collector, &puts, contracts)
                .unwrap();
        }
        for (holder, contracts) in holders.iter().zip(HELD).skip(1) {
            world
                .transfer_options(&holders[0], holder, &puts, contracts)
                .unwrap();
        }
        assert_eq!(world.options(&holders[0].key(), &puts), HELD[0]);
        world.fund_insurance(&keeper, PUT, INSURED).unwrap();
        drill.watch(900, 60);
        let cast = Self {
            keeper,
            writers,
            later,
            holders,
            puts,
        };
        (drill, cast)
    }
}
