//! The authority, its proposals, and what tightens at once.

use anchor_lang::{AnchorDeserialize, AnchorSerialize};
use ballast::state::{Change, Cluster};
use ballast_client::{address, instructions as ix, MarketKeys, VaultKeys};
use ballast_harness::Setup;
use option_risk::units::Kind;
use solana_keypair::Keypair;
use solana_signer::Signer;

use crate::{
    actions::{always, done, Action, Outcome},
    random::Random,
    scene::Scene,
};

/// Every action of governance.
pub const ACTIONS: &[Action] = &[
    always("propose_authority", |scene, random| {
        let (by, to) = (governor(scene, random), governor(scene, random));
        done(scene.world.offer_authority(&by, &to))
    }),
    always("accept_authority", |scene, random| {
        if random.once_in(2) {
            let (by, to) = (governor(scene, random), governor(scene, random));
            let _ = scene.world.offer_authority(&by, &to);
        }
        let by = governor(scene, random);
        done(scene.world.accept_authority(&by))
    }),
    always("tighten_market", |scene, random| {
        let by = governor(scene, random);
        let params = tweaked(&scene.world.market().params, random);
        done(scene.world.tighten_market(&by, params))
    }),
    always("tighten_vault", |scene, random| {
        let by = governor(scene, random);
        let params = tweaked(&scene.world.vault_state().params, random);
        done(scene.world.tighten_vault(&by, params))
    }),
    always("propose_change", propose),
    always("cancel_proposal", |scene, random| {
        let _ = propose(scene, random);
        let index = any_proposal(scene, random);
        let by = match random.once_in(2) {
            true => governor(scene, random),
            false => scene.world.guardian.insecure_clone(),
        };
        if random.once_in(12) {
            scene.drift(15 * 86_400, scene.price); // it has lapsed
        }
        let proposer = proposer(scene, index);
        let protocol = scene.world.keys.protocol;
        let cancel = ix::cancel_proposal(&protocol, &by.pubkey(), index, &proposer);
        done(scene.world.send(&[cancel], &[&by]))
    }),
    always("execute_proposal", execute),
    always("initialize_protocol", |scene, random| {
        let (who, guardian) = (random.of(&scene.people), scene.world.guardian.pubkey());
        let create = ix::initialize_protocol(&who.key(), &who.key(), &guardian, Cluster::Localnet);
        done(scene.world.send(&[create], &[&who.wallet]))
    }),
    always("create_vault", |scene, random| {
        let by = governor(scene, random);
        let id = scene.world.vaults.len() as u16;
        let mut params = Setup::localnet().vault;
        if random.once_in(2) {
            params = tweaked(&params, random);
        }
        let kind = Kind::ALL[random.below(2) as usize];
        let known = random.below(4) as u16;
        // A few are enough: every other time it is one that exists.
        let id = if id < 4 { id } else { known };
        let keys = VaultKeys::derive(&scene.world.keys, id, kind);
        let recipient = ballast_harness::world::fee_recipient();
        let create = ix::create_vault(&scene.world.keys, &keys, &by.pubkey(), &recipient, params);
        let made = scene.world.send(&create, &[&by]);
        if made.is_ok() {
            scene.world.vaults.push(keys);
        }
        done(made)
    }),
];

/// The first authority, or who may become it.
fn governor(scene: &Scene, random: &mut Random) -> Keypair {
    match random.once_in(4) {
        true => scene.heir.insecure_clone(),
        false => scene.world.admin.insecure_clone(),
    }
}

fn any_proposal(scene: &mut Scene, random: &mut Random) -> u64 {
    let made = scene.world.protocol().proposals;
    let open: Vec<u64> = (0..made)
        .filter(|index| scene.world.proposal(*index).is_some())
        .collect();
    match open.as_slice() {
        [] => 0,
        some => *random.of(some),
    }
}

fn proposer(scene: &mut Scene, index: u64) -> anchor_lang::prelude::Pubkey {
    let admin = scene.world.admin.pubkey();
    (scene.world.proposal(index)).map_or(admin, |proposal| proposal.proposer)
}

fn propose(scene: &mut Scene, random: &mut Random) -> Outcome {
    let by = governor(scene, random);
    let change = match random.below(6) {
        0 => Change::Guardian(governor(scene, random).pubkey()),
        1 => Change::Guardian(scene.world.guardian.pubkey()),
        2 => Change::MarketParams(tweaked(&scene.world.market().params, random)),
        3 => Change::MarketParams(Setup::default().market),
        4 => Change::VaultParams(tweaked(&scene.world.vault_state().params, random)),
        _ => Change::Oracle {
            feed: scene.world.feed.id(),
        },
    };
    done(scene.world.propose(&by, change))
}

/// Mostly of what is due, sometimes with the accounts of something else.
fn execute(scene: &mut Scene, random: &mut Random) -> Outcome {
    let _ = propose(scene, random);
    let index = any_proposal(scene, random);
    match random.below(24) {
        0 => scene.drift(15 * 86_400, scene.price), // it has lapsed
        1..=4 => {}
        _ => scene.drift(61, scene.price),
    }
    let Some(proposal) = scene.world.proposal(index) else {
        return Ok(());
    };
    let target = match random.once_in(8) {
        true => scene.world.target(&Change::Guardian(Default::default())),
        false => scene.world.target(&proposal.change),
    };
    let oracle = matches!(proposal.change, Change::Oracle { .. }) && !random.once_in(4);
    let oracle = oracle.then_some(scene.world.feed.address);
    let proposer = match random.once_in(12) {
        true => random.of(&scene.people).key(),
        false => proposal.proposer,
    };
    let execute = ix::execute_proposal(&target, index, &proposer, oracle);
    done(scene.world.send(&[execute], &[]))
}

/// With one or two numbers changed: a little, or absurdly.
pub fn tweaked<T: AnchorSerialize + AnchorDeserialize + Copy>(
    params: &T,
    random: &mut Random,
) -> T {
    let mut bytes = Vec::new();
    params.serialize(&mut bytes).expect("a vector takes all");
    for _ in 0..=random.below(2) {
        let at = random.below(bytes.len() as u64 / 4) as usize * 4;
        let word = &mut bytes[at..at + 4];
        let old = u32::from_le_bytes(word.try_into().expect("four bytes"));
        let new = match random.below(8) {
            0 => 0,
            1 => u32::MAX,
            2 => old.wrapping_add(1),
            3 => old.wrapping_sub(1),
            4 | 5 => old / 4 * 3,
            _ => old.saturating_add(old / 4),
        };
        word.copy_from_slice(&new.to_le_bytes());
    }
    T::try_from_slice(&bytes).unwrap_or(*params)
}

/// The market of two other mints under the world's feed.
pub fn market_of(
    scene: &Scene,
    base: (anchor_lang::prelude::Pubkey, anchor_lang::prelude::Pubkey),
    quote: (anchor_lang::prelude::Pubkey, anchor_lang::prelude::Pubkey),
) -> MarketKeys {
    let feed = scene.world.feed;
    MarketKeys::derive(
        address::protocol(&scene.world.admin.pubkey()),
        base,
        quote,
        feed.address,
        &feed.id(),
    )
}
