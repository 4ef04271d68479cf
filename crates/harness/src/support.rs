//! Running a case on both back ends, and asserting exact refusals.

use crate::{Account, Chain, NativeChain, Receipt, SbfChain, Setup, TxError, World};
use anchor_lang::prelude::Pubkey;
use ballast::errors::BallastError;
use ballast_client::errors::{code, describe};
use option_risk::units::Kind;
use spl_token_interface::error::TokenError;

/// The token program's number for an account that holds too little, whatever else is wrong with it.
pub const INSUFFICIENT_FUNDS: u32 = TokenError::InsufficientFunds as u32;

/// The token program's number for an account of another mint.
pub const MINT_MISMATCH: u32 = TokenError::MintMismatch as u32;

/// The token program's number for an account of another owner.
pub const OWNER_MISMATCH: u32 = TokenError::OwnerMismatch as u32;

/// One back end: how to start it.
type Start = fn() -> Option<Box<dyn Chain>>;

fn native() -> Option<Box<dyn Chain>> {
    Some(Box::new(NativeChain::start()))
}

/// The built program; absent, the case says so and runs natively only.
fn sbf() -> Option<Box<dyn Chain>> {
    match SbfChain::start() {
        Ok(chain) => Some(Box::new(chain)),
        Err(reason) if SbfChain::artifact().exists() => panic!("{reason}"),
        Err(reason) => {
            eprintln!("skipped on the .so: {reason}");
            None
        }
    }
}

/// Runs a case in a default world on each back end; the books must balance after it.
pub fn on_both(case: impl Fn(&mut World)) {
    on_both_with(&Setup::default(), case);
}

/// As [`on_both`], with another setup.
pub fn on_both_with(setup: &Setup, case: impl Fn(&mut World)) {
    on_both_chains(|chain| {
        let mut world = World::create(chain, setup).expect("a world");
        case(&mut world);
        world.audit().expect("books that balance");
    });
}

/// As [`on_both_with`], once for calls and once for puts.
pub fn on_both_for_each_kind(setup: &Setup, case: impl Fn(&mut World, Kind)) {
    for kind in Kind::ALL {
        eprintln!("{kind:?}");
        on_both_with(setup, |world| case(world, kind));
    }
}

/// Runs a case on each empty back end.
pub fn on_both_chains(case: impl Fn(Box<dyn Chain>)) {
    for start in [native as Start, sbf] {
        let Some(chain) = start() else { continue };
        eprintln!("on {}", chain.name());
        case(chain);
    }
}

/// The exact refusal expected.
#[track_caller]
pub fn refused(outcome: Result<Receipt, TxError>, error: BallastError) {
    refused_with(outcome, code(error));
}

/// The exact error number expected, of whatever program.
#[track_caller]
pub fn refused_with(outcome: Result<Receipt, TxError>, code: u32) {
    match outcome {
        Err(TxError::Program(found)) if found == code => {}
        Err(other) => panic!("expected {}, found {other} ({other:?})", describe(code)),
        Ok(_) => panic!("expected {}, but it succeeded", describe(code)),
    }
}

/// The exact refusal expected, and nothing of the market's changed by it.
#[track_caller]
pub fn refuses(
    world: &mut World,
    error: BallastError,
    action: impl FnOnce(&mut World) -> Result<Receipt, TxError>,
) {
    refuses_with(world, code(error), action);
}

/// As [`refuses`], for the error number of whatever program.
#[track_caller]
pub fn refuses_with(
    world: &mut World,
    code: u32,
    action: impl FnOnce(&mut World) -> Result<Receipt, TxError>,
) {
    let before = snapshot(world);
    refused_with(action(world), code);
    assert_unchanged(world, &before);
}

/// The system program's refusal to create an account that exists, and nothing of the market's changed by it.
///
/// Its error number is zero, which the native back end reports as invalid instruction data.
#[track_caller]
pub fn refuses_a_second(
    world: &mut World,
    action: impl FnOnce(&mut World) -> Result<Receipt, TxError>,
) {
    let before = snapshot(world);
    match action(world) {
        Err(TxError::Program(0)) => {}
        Err(TxError::Runtime(text)) if text.ends_with("invalid instruction data") => {}
        other => panic!("expected an account in use, found {other:?}"),
    }
    assert_unchanged(world, &before);
}

/// The content of accounts at one moment.
pub type Snapshot = Vec<(Pubkey, Option<Account>)>;

/// Every account of the market's own.
pub fn snapshot(world: &mut World) -> Snapshot {
    let addresses = world.addresses();
    snapshot_of(world, &addresses)
}

/// Any accounts.
pub fn snapshot_of(world: &mut World, addresses: &[Pubkey]) -> Snapshot {
    let read = |address: &Pubkey| (*address, world.chain.account(address));
    addresses.iter().map(read).collect()
}

/// Nothing in the snapshot has changed since.
#[track_caller]
pub fn assert_unchanged(world: &mut World, before: &Snapshot) {
    for (address, account) in before {
        assert!(
            world.chain.account(address) == *account,
            "{address} changed"
        );
    }
}
