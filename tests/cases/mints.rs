//! Which mints a market may be made of.

use anchor_lang::prelude::Pubkey;
use anchor_spl::token_2022::{
    self,
    spl_token_2022::extension::ExtensionType::{self, DefaultAccountState, MetadataPointer},
};
use ballast_client::instructions as ix;
use ballast_harness::{mints, setup::SOL, Receipt, Setup, TxError, World};
use option_risk::units::Kind;
use solana_signer::Signer;

use crate::support::{on_both_chains, refused};

/// An initialised default account state; every other extension is content with zeros.
const INITIALISED: u8 = 1;

/// A world whose mint of a kind's collateral is a Token-2022 mint with an extension; the market is not created yet.
fn world_with(
    chain: Box<dyn ballast_harness::Chain>,
    kind: Kind,
    extension: ExtensionType,
) -> (World, Setup) {
    let mut setup = Setup::default();
    match kind {
        Kind::Call => setup.base_program = token_2022::ID,
        Kind::Put => setup.quote_program = token_2022::ID,
    }
    let mut world = World::unopened(chain, &setup);
    let decimals = match kind {
        Kind::Call => 9,
        Kind::Put => 6,
    };
    let first_byte = match extension {
        DefaultAccountState => INITIALISED,
        _ => 0,
    };
    let admin = world.admin.insecure_clone();
    let mint = mints::extended(&admin.pubkey(), decimals, extension, first_byte);
    let address: Pubkey = world.keys.collateral_mint(kind);
    world.chain.set_account(&address, mint);
    world.found(setup.cluster).expect("a protocol");
    (world, setup)
}

fn create_market(world: &mut World, setup: &Setup) -> Result<Receipt, TxError> {
    let admin = world.admin.insecure_clone();
    let create = ix::create_market(&world.keys, &admin.pubkey(), world.feed.id(), setup.market);
    world.send(&create, &[&admin])
}

#[test]
fn forbidden_extensions_are_refused_each_with_its_error() {
    for (extension, error) in mints::FORBIDDEN {
        for kind in Kind::ALL {
            on_both_chains(|chain| {
                eprintln!("{extension:?} of the {kind:?} collateral");
                let (mut world, setup) = world_with(chain, kind, extension);
                refused(create_market(&mut world, &setup), error);
                assert_eq!(world.chain.account(&world.keys.market), None);
            });
        }
    }
}

#[test]
fn a_metadata_pointer_is_harmless() {
    for kind in Kind::ALL {
        on_both_chains(|chain| {
            let (mut world, setup) = world_with(chain, kind, MetadataPointer);
            create_market(&mut world, &setup).unwrap();
            let actor = world.actor(SOL, SOL).unwrap();
            world.open_margin(&actor, kind, SOL).unwrap();
            world.withdraw(&actor, kind, SOL).unwrap();
            assert_eq!(world.wallet(&actor.key(), kind), SOL);
        });
    }
}
