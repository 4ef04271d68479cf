//! The configuration of a keeper for this node.

use std::path::Path;

use anchor_lang::prelude::Pubkey;
use ballast_localnet::Ports;

/// A keeper's file: what it does not say, the keeper takes by itself. `sol_price` is in quote.
pub fn text(market: &Pubkey, ports: Ports, wallet: &Path, sol_price: f64) -> String {
    format!(
        "# A keeper for this node; every other key and its default: ballast-keeper --print-config\n\
         market = \"{market}\"\n\
         keypair = \"{}\"\n\
         \n\
         [rpc]\n\
         url = \"{}\"\n\
         ws_url = \"{}\"\n\
         \n\
         [fees]\n\
         sol_price = {sol_price} # fees in lamports are reckoned at this\n",
        wallet.display(),
        ports.rpc_url(),
        ports.ws_url()
    )
}
