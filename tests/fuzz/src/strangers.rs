//! Somebody else's market.

use ballast_client::{address, instructions as ix, SeriesKeys, VaultKeys};
use ballast_harness::{scenes::expiry, setup::DOLLAR, Setup, TxError};
use option_risk::units::Kind;
use solana_signer::Signer;

use crate::scene::Scene;

/// Somebody else's market, protocol and accounts, as what could be passed by mistake.
pub fn settle(scene: &mut Scene) -> Result<(), TxError> {
    let stranger = scene.heir.insecure_clone();
    let key = stranger.pubkey();
    let protocol = address::protocol(&key);
    let cluster = Setup::default().cluster;
    let create = ix::initialize_protocol(&key, &key, &key, cluster);
    scene.world.send(&[create], &[&stranger])?;
    let ours = scene.world.keys;
    let keys = ballast_client::MarketKeys::derive(
        protocol,
        (ours.base_mint, ours.base_token_program),
        (ours.quote_mint, ours.quote_token_program),
        ours.oracle,
        &scene.world.feed.id(),
    );
    let setup = Setup::default();
    let market = ix::create_market(&keys, &key, scene.world.feed.id(), setup.market);
    scene.world.send(&market, &[&stranger])?;
    let vault = VaultKeys::derive(&keys, 0, Kind::Call);
    let create = ix::create_vault(&keys, &vault, &key, &key, setup.vault);
    scene.world.send(&create, &[&stranger])?;
    scene.others.extend([protocol, keys.market, vault.vault]);
    scene.others.extend([vault.share_mint, vault.share_escrow]);
    scene
        .others
        .extend([vault.base_account, vault.quote_account]);
    let expiry_ts = expiry(&scene.world, 1);
    for kind in Kind::ALL {
        scene
            .others
            .extend([keys.custody(kind), keys.insurance(kind)]);
        let series = SeriesKeys::derive(&keys, kind, 200 * DOLLAR, expiry_ts);
        let create = ix::create_series(&keys, &series, &scene.world.admin.pubkey());
        scene.world.send(&create, &[])?;
        scene
            .others
            .extend([series.series, series.option_mint, series.pool]);
        let person = &scene.people[0];
        let open = ix::open_margin_account(&keys, &person.key(), kind);
        scene.world.send(&[open], &[&person.wallet])?;
        scene.others.push(keys.margin_account(&person.key(), kind));
    }
    Ok(())
}
