//! Mints and markets that must not be, tokens that nobody asked for, and pranks on everything else.

use anchor_spl::token_2022::{self, spl_token_2022::instruction::transfer_checked};
use ballast_client::{errors::code, instructions as ix};
use ballast_harness::{mints, Setup, TxError};
use option_risk::units::Kind;
use solana_signer::Signer;

use crate::{
    actions::{self, always, done, Action, Outcome},
    choice::any_series,
    governance::{market_of, tweaked},
    prank::Prank,
    random::Random,
    relay,
    scene::Scene,
};

/// Every hostile action.
pub const ACTIONS: &[Action] = &[
    always("create_market", create_market),
    always("hostile mint", hostile_mint),
    always("donate", donate),
    always("prank", prank),
    always("prank", prank),
    always("prank", prank),
];

/// A mint with a forbidden extension makes no market, on either side.
fn hostile_mint(scene: &mut Scene, random: &mut Random) -> Outcome {
    let (extension, error) = *random.of(&mints::FORBIDDEN);
    let admin = scene.world.admin.insecure_clone();
    let address = scene.world.fresh_keypair().pubkey();
    let mint = mints::extended(&admin.pubkey(), 9, extension, 1);
    scene.world.chain.set_account(&address, mint);
    let hostile = (address, token_2022::ID);
    let plain = (
        scene.world.keys.base_mint,
        scene.world.keys.base_token_program,
    );
    let keys = match random.once_in(2) {
        true => market_of(scene, hostile, plain),
        false => market_of(scene, plain, hostile),
    };
    let create = ix::create_market(
        &keys,
        &admin.pubkey(),
        scene.world.feed.id(),
        Setup::default().market,
    );
    let outcome = scene.world.send(&create, &[&admin]);
    let is_governed = scene.world.protocol().authority == admin.pubkey();
    if is_governed && outcome.as_ref().err() != Some(&TxError::Program(code(error))) {
        scene.violated(format!("a mint with {extension:?}: {outcome:?}"));
    }
    done(outcome)
}

/// A second market: of mints of its own, or of a mint twice; with parameters that may be absurd.
fn create_market(scene: &mut Scene, random: &mut Random) -> Outcome {
    let admin = scene.world.admin.insecure_clone();
    let mut mint = |scene: &mut Scene, decimals| {
        let program = [anchor_spl::token::ID, token_2022::ID][random.below(2) as usize];
        let address = scene.world.fresh_keypair().pubkey();
        let mint = mints::plain(program, &admin.pubkey(), decimals);
        scene.world.chain.set_account(&address, mint);
        (address, program)
    };
    let base = mint(scene, 9);
    let quote = mint(scene, 6);
    let quote = if random.once_in(6) { base } else { quote };
    let keys = market_of(scene, base, quote);
    let mut params = Setup::default().market;
    if random.once_in(2) {
        params = tweaked(&params, random);
    }
    let create = ix::create_market(&keys, &admin.pubkey(), scene.world.feed.id(), params);
    done(scene.world.send(&create, &[&admin]))
}

/// Tokens sent to an account of the program's. They are nobody's, and change nothing.
fn donate(scene: &mut Scene, random: &mut Random) -> Outcome {
    let kind = *random.of(&Kind::ALL);
    let keys = scene.world.keys;
    let vault = *random.of(&scene.world.vaults);
    let series = any_series(scene, random);
    let fund = keys.insurance(kind);
    let to = match random.below(4) {
        0 => keys.custody(kind),
        1 => fund,
        2 if series.kind == kind => series.pool,
        _ => match kind {
            Kind::Call => vault.base_account,
            Kind::Put => vault.quote_account,
        },
    };
    let who = random.of(&scene.people);
    let wallet = scene.world.wallet(&who.key(), kind);
    let amount = random.below(wallet / 20 + 1);
    let decimals = match kind {
        Kind::Call => 9,
        Kind::Put => 6,
    };
    let transfer = transfer_checked(
        &keys.collateral_token_program(kind),
        &keys.collateral_account(&who.key(), kind),
        &keys.collateral_mint(kind),
        &to,
        &who.key(),
        &[],
        amount,
        decimals,
    );
    let sent = scene
        .world
        .send(&[transfer.expect("a token program")], &[&who.wallet]);
    if sent.is_ok() && to != fund {
        scene.donated[kind as usize] += amount;
    }
    done(sent)
}

/// Any other action, with something wrong about its next instruction.
fn prank(scene: &mut Scene, random: &mut Random) -> Outcome {
    let action = actions::any(random);
    if action.name == "prank" {
        return Ok(());
    }
    let pool = pool(scene, random);
    let mut keys = vec![
        scene.world.admin.insecure_clone(),
        scene.world.guardian.insecure_clone(),
        scene.heir.insecure_clone(),
    ];
    keys.extend(scene.people.iter().map(|one| one.wallet.insecure_clone()));
    let prank = Prank::new(random, pool, keys);
    let log = scene.log.clone();
    (log.borrow_mut().prank, log.borrow_mut().pranked) = (Some(prank), true);
    let outcome = (action.act)(scene, random);
    (log.borrow_mut().prank, log.borrow_mut().pranked) = (None, false);
    outcome
}

/// What could be passed in place of something else.
fn pool(scene: &mut Scene, random: &mut Random) -> Vec<anchor_lang::prelude::Pubkey> {
    let mut pool = scene.world.addresses();
    let keys = scene.world.keys;
    let series = any_series(scene, random);
    let round = scene.world.vault_state().book.round;
    for person in &scene.people {
        let owner = person.key();
        pool.push(owner);
        pool.extend(Kind::ALL.map(|kind| keys.collateral_account(&owner, kind)));
        pool.push(series.option_account(&owner));
        pool.push(scene.world.vault.share_account(&owner));
        pool.push(scene.world.vault.deposit_receipt(&owner, round));
        pool.push(scene.world.vault.withdrawal_receipt(&owner, round));
    }
    pool.extend(&scene.others);
    pool.extend((0..round).map(|round| scene.world.vault.round(round)));
    pool.extend([
        keys.base_mint,
        keys.quote_mint,
        keys.insurance_authority(),
        scene.world.feed.address,
        scene.world.admin.pubkey(),
        scene.world.guardian.pubkey(),
        scene.heir.pubkey(),
        ballast::ID,
        relay::ID,
        anchor_spl::token::ID,
        token_2022::ID,
    ]);
    pool
}
