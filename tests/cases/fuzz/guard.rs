//! The guardian, and an oracle that shows junk.

use ballast_harness::OraclePrint;

use super::{actions::Outcome, random::Random, scene::Scene};

/// The guardian pauses.
pub fn pause(scene: &mut Scene, _: &mut Random) -> Outcome {
    let guardian = scene.world.guardian.insecure_clone();
    scene.world.pause(&guardian).map(|_| ())
}

/// The guardian, or somebody else, ends a pause.
pub fn lift(scene: &mut Scene, random: &mut Random) -> Outcome {
    let lifter = match random.once_in(2) {
        true => scene.world.guardian.insecure_clone(),
        false => random.of(&scene.people).wallet.insecure_clone(),
    };
    scene.world.lift_pause(&lifter).map(|_| ())
}

/// A print that is unfit in some way is shown and observed; then the old one is back.
pub fn junk(scene: &mut Scene, random: &mut Random) -> Outcome {
    let world = &mut scene.world;
    let price = world.market().risk.price;
    let good = world.feed.print(price, world.now());
    let bad = match random.below(4) {
        0 => OraclePrint { price: 0, ..good },
        1 => OraclePrint {
            confidence: price / 4,
            ..good
        },
        2 => OraclePrint {
            publish_ts: good.publish_ts - 5_000,
            ..good
        },
        _ => OraclePrint {
            exponent: good.exponent - 1,
            ..good
        },
    };
    let shown = world.chain.account(&world.feed.address);
    let before = world.market().risk.rejected;
    world.publish(&bad);
    let observed = world.observe();
    assert_eq!(world.market().risk.rejected, before + 1, "{bad:?}");
    if let Some(account) = shown {
        world.chain.set_account(&world.feed.address, account);
    }
    observed.map(|_| ())
}
