//! Accounts of another layout, or of a type that nobody knows.

use anchor_lang::{error::ErrorCode, prelude::Pubkey, solana_program::instruction::Instruction};
use ballast::state::Change;
use ballast_client::{
    address,
    instructions::{self as ix, Target},
};
use ballast_harness::{setup::SOL, support::refused_with, Actor, World};
use solana_signer::Signer;

use super::{
    life::is_read,
    scene::{Cast, PUT},
};
use crate::drill::Drill;

/// Where an account says in which layout it is; before it, what it is.
const VERSION_AT: usize = 8;

/// A type of account, one of it, an instruction that reads it, and who signs.
struct Reader<'a> {
    name: &'static str,
    address: Pubkey,
    instruction: Instruction,
    signer: &'a Actor,
}

fn readers<'a>(world: &World, cast: &'a Cast, admin: &'a Actor) -> [Reader<'a>; 9] {
    let (keys, vault) = (&world.keys, &world.vault);
    let [early, late, writer, depositor] = [&cast.early, &cast.late, &cast.writer, &cast.depositor];
    let protocol = keys.protocol;
    let nobody = Change::Guardian(Pubkey::default());
    let margin = keys.margin_account(&writer.key(), PUT);
    let of = |name, address, instruction, signer| Reader {
        name,
        address,
        instruction,
        signer,
    };
    let claim = ix::claim_shares(keys, vault, &early.key(), 0);
    let propose = ix::propose_change(&Target::protocol(protocol), &admin.key(), 1, nobody);
    let queue = ix::queue_deposit(keys, vault, &late.key(), 2, SOL);
    let close = ix::close_short(keys, &cast.puts, &writer.key(), 10 * SOL);
    let deposit = ix::deposit_collateral(keys, &writer.key(), &writer.key(), PUT, 1);
    let paid = ix::claim_withdrawal(keys, vault, &depositor.key(), 1);
    let cancel = ix::cancel_proposal(&protocol, &admin.key(), 0, &admin.key());
    let (deposited, withdrawn) = (
        vault.deposit_receipt(&early.key(), 0),
        vault.withdrawal_receipt(&depositor.key(), 1),
    );
    [
        of("protocol", protocol, propose, admin),
        of("proposal", address::proposal(&protocol, 0), cancel, admin),
        of("market", keys.market, ix::observe(keys), admin),
        of("series", cast.puts.series, close, writer),
        of("margin account", margin, deposit, writer),
        of("vault", vault.vault, queue, late),
        of("round", vault.round(0), claim.clone(), early),
        of("deposit receipt", deposited, claim, early),
        of("withdrawal receipt", withdrawn, paid, depositor),
    ]
}

/// The program refuses what it would misread, in Anchor's words, and the client takes it for nothing; how many were tried.
pub fn are_refused(drill: &Drill, cast: &Cast) -> usize {
    let mut refused = 0;
    let admin = Actor {
        wallet: drill.world.admin.insecure_clone(),
    };
    for reader in readers(&drill.world, cast, &admin) {
        // Each on a chain of its own.
        let mut fork = drill.fork();
        let world = &mut fork.world;
        let price = world.market().risk.price;
        world.advance(1);
        world.set_price(price);
        let shares = ix::create_token_account(
            &admin.wallet.pubkey(),
            &cast.early.key(),
            &world.vault.share_mint,
            &anchor_spl::token::ID,
        );
        world.send(&[shares], &[]).unwrap();
        let Reader {
            name,
            address,
            instruction,
            signer,
        } = reader;
        let act =
            |world: &mut World| world.send(std::slice::from_ref(&instruction), &[&signer.wallet]);
        let genuine = world.chain.account(&address).expect(name);
        assert!(is_read(&genuine.data), "{name}");
        for (at, byte, code) in [
            (
                VERSION_AT,
                genuine.data[VERSION_AT] + 1,
                ErrorCode::AccountDidNotDeserialize,
            ),
            (VERSION_AT, u8::MAX, ErrorCode::AccountDidNotDeserialize),
            (0, !genuine.data[0], ErrorCode::AccountDiscriminatorMismatch),
        ] {
            let mut other = genuine.clone();
            other.data[at] = byte;
            assert!(
                !is_read(&other.data),
                "the client reads a {name} with {byte} at {at}"
            );
            world.chain.set_account(&address, other.clone());
            eprintln!("{name} with {byte} at {at}");
            refused_with(act(world), code.into());
            refused += 1;
            assert!(world.chain.account(&address) == Some(other), "{name}");
        }
        world.chain.set_account(&address, genuine);
        act(world).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    refused
}
