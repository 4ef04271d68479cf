//! Every instruction of governance, once each way its cost can go.

use anyhow::Result;
use ballast::state::Change;
use ballast_harness::World;
use solana_signer::Signer;

/// Runs it; parameters, oracle and authority are afterwards what they were.
pub fn run(world: &mut World) -> Result<()> {
    let (admin, next) = (world.admin.insecure_clone(), world.fresh_keypair());
    for (from, to) in [(&admin, &next), (&next, &admin)] {
        world.offer_authority(from, to)?;
        world.accept_authority(to)?;
    }
    let guardian = world.guardian.insecure_clone();
    world.pause(&guardian)?;
    world.lift_pause(&guardian)?;
    let (market, vault) = (world.market().params, world.vault_state().params);
    world.tighten_market(&admin, market)?;
    world.tighten_vault(&admin, vault)?;
    let feed = world.feed.id();
    for change in [
        Change::MarketParams(market),
        Change::VaultParams(vault),
        Change::Oracle { feed },
        Change::Guardian(world.guardian.pubkey()),
    ] {
        let cancelled = world.proposed(change)?;
        world.cancel(&admin, cancelled)?;
        let index = world.proposed(change)?;
        world.wait_for(index)?;
        world.execute(index)?;
    }
    Ok(())
}
