//! The guardian, and an oracle that shows junk.

use ballast::{oracle::OracleKind, state::Market};
use ballast_harness::{
    oracle::{legacy, receiver_account},
    Account, OraclePrint,
};
use option_risk::oracle::Rejection;
use pyth_solana_receiver_sdk::price_update::VerificationLevel;

use crate::{
    actions::{self, Outcome},
    random::Random,
    scene::Scene,
};

/// The guardian pauses.
pub fn pause(scene: &mut Scene, random: &mut Random) -> Outcome {
    let mut guardian = scene.world.guardian.insecure_clone();
    if random.once_in(8) {
        guardian = scene.heir.insecure_clone();
    }
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

/// A print that is unfit in some way is shown and observed, and something that needs one is tried; then the old one is
/// back. All that changes is a counter, unless the print is too wide, which may throttle or halt.
pub fn junk(scene: &mut Scene, random: &mut Random) -> Outcome {
    let address = scene.world.feed.address;
    let shown = scene.world.chain.account(&address);
    let (bad, is_wide) = unfit(scene, random);
    scene.world.chain.set_account(&address, bad);
    let before = scene.world.market();
    let observed = scene.world.observe();
    if observed.is_ok() {
        let (after, now) = (scene.world.market(), scene.world.now());
        // What the clock alone does, and the count.
        let mut expected = before.clone();
        expected.reject(Rejection::Stale, now);
        let same = |other: &Market| {
            let (old, new) = (&other.risk, &after.risk);
            (old.price, old.vol, old.stable) == (new.price, new.vol, new.stable)
        };
        if !same(&before) || (!is_wide && expected.risk != after.risk) {
            scene.violated(format!(
                "a junk print changed more than a counter, wide: {is_wide}"
            ));
        }
    }
    let action = *random.of(&["write_option", "flag_account", "open_hedge", "roll_round"]);
    let action = actions::named(action).expect("an action");
    let tried = (action.act)(scene, random);
    if let Some(account) = shown {
        scene.world.chain.set_account(&address, account);
    }
    observed.map(|_| ()).and(tried)
}

/// An account that no print can be taken from, and whether it is one that is too wide.
fn unfit(scene: &mut Scene, random: &mut Random) -> (Account, bool) {
    let world = &mut scene.world;
    let price = world.market().risk.price;
    let good = world.feed.print(price, world.now());
    let print = match random.below(12) {
        0 => OraclePrint { price: 0, ..good },
        1 => OraclePrint {
            confidence: price / 4,
            ..good
        },
        2 => OraclePrint {
            publish_ts: good.publish_ts - 5_000,
            ..good
        },
        3 => OraclePrint {
            publish_ts: good.publish_ts + 5_000,
            ..good
        },
        4 => OraclePrint {
            exponent: good.exponent - 1,
            ..good
        },
        _ => good,
    };
    let is_wide = print.confidence != good.confidence;
    let mut account = world.feed.account(&print);
    if print != good {
        return (account, is_wide);
    }
    match random.below(4) {
        0 => account.owner = ballast::ID,
        1 => account.data.truncate(40),
        2 => match world.feed.kind {
            OracleKind::Legacy => account.data[legacy::STATUS] = 0,
            OracleKind::Receiver => {
                let level = VerificationLevel::Partial { num_signatures: 3 };
                account = receiver_account(&world.feed.id(), &good, level);
            }
        },
        _ => match world.feed.kind {
            OracleKind::Legacy => account.data[legacy::MAGIC] ^= 1,
            OracleKind::Receiver => {
                account = receiver_account(&[7; 32], &good, VerificationLevel::Full);
            }
        },
    }
    (account, false)
}
