//! The configuration of a keeper for this node.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use anchor_lang::prelude::Pubkey;
use anyhow::{Context, Result};
use ballast_localnet::Ports;
use serde::Serialize;

use super::folder::Folder;

/// What a SOL is worth to a keeper here, quote.
const SOL_PRICE: u64 = 200;
/// Above everything else in the file.
const HEAD: &str = "\
# A keeper for this node; every other key and its default: ballast-keeper --print-config
# Left as it is by later runs of the same market at the same address.
";

/// A keeper's file: what it does not say, the keeper takes by itself.
#[derive(Serialize)]
struct Config {
    market: String,
    keypair: PathBuf,
    rpc: Rpc,
    fees: Fees,
}

#[derive(Serialize)]
struct Rpc {
    url: String,
    ws_url: String,
}

/// What lamports are reckoned at.
#[derive(Serialize)]
struct Fees {
    sol_price: u64,
}

impl Config {
    fn of(market: &Pubkey, ports: Ports, keypair: PathBuf) -> Self {
        Self {
            market: market.to_string(),
            keypair,
            rpc: Rpc {
                url: ports.rpc_url(),
                ws_url: ports.ws_url(),
            },
            fees: Fees {
                sol_price: SOL_PRICE,
            },
        }
    }

    /// Whether a text leads a keeper to the same market.
    fn is_said_by(&self, text: &str) -> bool {
        let Ok(table) = text.parse::<toml::Table>() else {
            return false;
        };
        let url = table.get("rpc").and_then(|rpc| rpc.get("url"));
        table.get("market").and_then(toml::Value::as_str) == Some(&self.market)
            && url.and_then(toml::Value::as_str) == Some(&self.rpc.url)
    }
}

/// Writes the configuration, unless there is one of this market at this address: its owner may have changed it. One of
/// another is put aside; true if there was.
pub fn keep(folder: &Folder, market: &Pubkey, ports: Ports, keypair: &str) -> Result<bool> {
    let config = Config::of(market, ports, folder.wallet(keypair));
    let path = folder.keeper_config();
    let was_others = match fs::read_to_string(&path) {
        Ok(text) if config.is_said_by(&text) => return Ok(false),
        Err(error) if error.kind() == ErrorKind::NotFound => false,
        // Whatever it is, it is no configuration of this market.
        _ => true,
    };
    if was_others {
        let aside = aside(&path);
        fs::rename(&path, &aside)
            .with_context(|| format!("cannot rename {} to {}", path.display(), aside.display()))?;
    }
    let text = toml::to_string(&config).context("a keeper's configuration")?;
    fs::write(&path, format!("{HEAD}{text}"))
        .with_context(|| format!("cannot write {}", path.display()))?;
    Ok(was_others)
}

/// Where a configuration of another market or address is put.
pub fn aside(path: &Path) -> PathBuf {
    path.with_extension("toml.old")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keepers_file_is_its_owners_while_it_is_of_this_node() {
        let home = tempfile::tempdir().unwrap();
        // What TOML would read as an escape.
        let folder = Folder::lock(&home.path().join("a\\new \"one\"")).unwrap();
        let (market, ports) = (Pubkey::new_unique(), Ports::from_rpc(8_899));
        let keep = |ports| keep(&folder, &market, ports, "keeper-1").unwrap();
        let read = || fs::read_to_string(folder.keeper_config()).unwrap();
        assert!(!keep(ports));
        let table: toml::Table = read().parse().unwrap();
        let wallet = folder.wallet("keeper-1");
        assert_eq!(table["keypair"].as_str(), wallet.to_str());
        assert_eq!(table["fees"]["sol_price"].as_integer(), Some(200));

        let edited = read() + "min_priority = 1\n";
        fs::write(folder.keeper_config(), &edited).unwrap();
        assert!(!keep(ports));
        assert_eq!(read(), edited);
        assert!(keep(Ports::from_rpc(9_000)));
        assert!(read().contains("127.0.0.1:9000"));
        let old = fs::read_to_string(aside(&folder.keeper_config())).unwrap();
        assert_eq!(old, edited);
    }
}
