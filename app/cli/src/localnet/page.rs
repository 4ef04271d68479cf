//! The addresses, for people and for programs.

use std::collections::BTreeMap;

use ballast_client::PROGRAM_ID;
use ballast_harness::World;
use ballast_localnet::Ports;
use serde::Serialize;
use solana_keypair::Keypair;
use solana_signer::Signer;

use super::folder::Folder;

/// Where everything is.
#[derive(Serialize)]
pub struct Addresses {
    pub rpc_url: String,
    pub ws_url: String,
    pub program: String,
    pub base_mint: String,
    pub quote_mint: String,
    pub oracle: String,
    /// None on a bare node.
    pub market: Option<MarketAddresses>,
    /// By name.
    pub wallets: BTreeMap<String, Wallet>,
    pub keeper_config: Option<String>,
}

/// Of the market.
#[derive(Serialize)]
pub struct MarketAddresses {
    pub protocol: String,
    pub market: String,
    pub vault: String,
    pub share_mint: String,
}

/// A wallet.
#[derive(Serialize)]
pub struct Wallet {
    pub address: String,
    pub file: String,
}

impl Addresses {
    /// Of a world whose node answers at `ports`.
    pub fn of(
        world: &World,
        ports: Ports,
        wallets: &[(String, Keypair)],
        folder: &Folder,
        is_bare: bool,
    ) -> Self {
        let keys = &world.keys;
        let wallet = |(name, wallet): &(String, Keypair)| {
            let file = folder.wallet(name).display().to_string();
            let address = wallet.pubkey().to_string();
            (name.clone(), Wallet { address, file })
        };
        Self {
            rpc_url: ports.rpc_url(),
            ws_url: ports.ws_url(),
            program: PROGRAM_ID.to_string(),
            base_mint: keys.base_mint.to_string(),
            quote_mint: keys.quote_mint.to_string(),
            oracle: keys.oracle.to_string(),
            market: (!is_bare).then(|| MarketAddresses {
                protocol: keys.protocol.to_string(),
                market: keys.market.to_string(),
                vault: world.vault.vault.to_string(),
                share_mint: world.vault.share_mint.to_string(),
            }),
            wallets: wallets.iter().map(wallet).collect(),
            keeper_config: (!is_bare).then(|| folder.keeper_config().display().to_string()),
        }
    }

    /// As a page.
    pub fn text(&self) -> String {
        let mut lines = vec![
            ("RPC", self.rpc_url.clone()),
            ("WebSocket", self.ws_url.clone()),
            ("program", self.program.clone()),
            ("base mint", self.base_mint.clone()),
            ("quote mint", self.quote_mint.clone()),
            ("oracle", self.oracle.clone()),
        ];
        if let Some(market) = &self.market {
            lines.push(("protocol", market.protocol.clone()));
            lines.push(("market", market.market.clone()));
            lines.push(("vault 0", market.vault.clone()));
        }
        let lines = lines
            .iter()
            .map(|(name, value)| format!("{name:<11}{value}\n"));
        let mut text: String = lines.collect();
        text += "\nwallets, for localnet only:\n";
        for (name, wallet) in &self.wallets {
            text += &format!("  {name:<14} {:<44}  {}\n", wallet.address, wallet.file);
        }
        text
    }
}
