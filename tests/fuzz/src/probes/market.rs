//! Series, expiries, feeds and prints that chance hardly makes.

use ballast::state::Change;
use ballast_client::{instructions as ix, SeriesKeys};
use ballast_harness::{
    scenes::expiry,
    setup::{DOLLAR, SOL},
    OraclePrint,
};
use option_risk::units::Kind;

use crate::{
    actions::{done, Outcome},
    choice::any_series,
    random::Random,
    scene::Scene,
};

/// A series at a strike or an expiry that none may have.
pub fn odd_series(scene: &mut Scene, random: &mut Random) -> Outcome {
    let kind = *random.of(&Kind::ALL);
    let good = scene.price / DOLLAR * DOLLAR;
    let strike = match random.below(4) {
        0 => good + 1,
        1 => good * 20,
        2 => 0,
        _ => good,
    };
    let expiry_ts = match random.below(4) {
        0 => expiry(&scene.world, 1) + 1,
        1 => scene.world.now() - 86_400,
        2 => expiry(&scene.world, 30),
        _ => expiry(&scene.world, random.below(15) as u32),
    };
    if random.once_in(8) {
        // A place for every expiry that may be, and for those that nobody has settled.
        for _ in 0..3 {
            for days in 0..15 {
                let expiry_ts = expiry(&scene.world, days);
                let _ = scene.world.create_series(kind, good, expiry_ts);
            }
            scene.drift(86_400, scene.price);
        }
    }
    scene
        .world
        .create_series(kind, strike, expiry_ts)
        .map(|_| ())
}

/// The same feed as a new one, once its price has gone far unseen.
pub fn another_feed(scene: &mut Scene, random: &mut Random) -> Outcome {
    let admin = scene.world.admin.insecure_clone();
    let feed = scene.world.feed.id();
    let index = scene.world.protocol().proposals;
    let _ = scene.world.propose(&admin, Change::Oracle { feed });
    scene.drift(61, scene.price);
    let far = scene.price / 100 * [100, 70, 130][random.below(3) as usize];
    scene.world.advance(2);
    scene.world.set_price(far);
    let Some(proposal) = scene.world.proposal(index) else {
        return Ok(());
    };
    let target = scene.world.target(&proposal.change);
    let oracle = Some(scene.world.feed.address);
    let execute = ix::execute_proposal(&target, index, &proposal.proposer, oracle);
    let outcome = done(scene.world.send(&[execute], &[]));
    scene.world.set_price(scene.price);
    outcome
}

/// The first print at or after an expiry that nobody watched, or one that is not the first, or of another expiry.
pub fn pin(scene: &mut Scene, random: &mut Random) -> Outcome {
    let now = scene.world.now();
    let unsettled: Vec<SeriesKeys> = scene.world.series.clone();
    let series = *random.of(&unsettled);
    let mut expiry_ts = series.expiry_ts;
    if random.once_in(2) && expiry_ts > now {
        // Silence until after it.
        scene.world.advance(expiry_ts - now + 30);
    }
    let now = scene.world.now();
    let good = scene.world.feed.print(scene.price, now.min(expiry_ts + 20));
    let prev_publish_ts = match random.once_in(2) {
        true => expiry_ts - 5,
        false => good.publish_ts - 1,
    };
    scene.world.publish(&OraclePrint {
        prev_publish_ts,
        ..good
    });
    if random.once_in(8) {
        expiry_ts += 86_400 * 20;
    }
    let outcome = done(scene.world.pin_settlement(expiry_ts));
    if random.once_in(2) {
        let _ = scene.world.pin_settlement(expiry_ts);
    }
    scene.world.set_price(scene.price);
    outcome
}

/// A price far from the feed's own average carries no new risk.
pub fn average_far_off(scene: &mut Scene, random: &mut Random) -> Outcome {
    scene.world.advance(2);
    let good = scene.world.feed.print(scene.price, scene.world.now());
    let ema_price = good.ema_price / 100 * [80, 88, 94, 106, 112, 120][random.below(6) as usize];
    scene.world.publish(&OraclePrint { ema_price, ..good });
    let series = any_series(scene, random);
    let who = random.of(&scene.people);
    let outcome = done(scene.world.write(who, &series, SOL));
    scene.world.advance(1);
    scene.world.set_price(scene.price);
    outcome
}
