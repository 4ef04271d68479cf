//! Accounts of the program's that no instruction of it wrote.

use anchor_lang::{prelude::Pubkey, Discriminator};
use ballast_client::{
    ballast::state::{MarginAccount, Series, Vault},
    rpc::offsets,
    PROGRAM_ID,
};
use serde_json::json;

use crate::machine::NodeLine;

/// Sizes of accounts that name the market where each type does, from cut short to far too long.
const SIZES: [usize; 4] = [60, 300, 611, 4_000];

/// Writes a few of every type, with each of several fillings.
pub fn plant(node: &NodeLine) {
    for (discriminator, offset) in [
        (MarginAccount::DISCRIMINATOR, offsets::MARGIN_MARKET_AT),
        (Series::DISCRIMINATOR, offsets::SERIES_MARKET_AT),
        (Vault::DISCRIMINATOR, offsets::VAULT_MARKET_AT),
    ] {
        for (size, filling) in SIZES
            .into_iter()
            .flat_map(|size| [0, 1, 0xFF].map(|it| (size, it)))
        {
            let mut data = vec![filling; size];
            data[..8].copy_from_slice(discriminator);
            data[offset..offset + 32].copy_from_slice(node.market.as_ref());
            let account = json!({
                "lamports": 1_000_000_000u64,
                "owner": PROGRAM_ID.to_string(),
                "data": hex(&data),
            });
            let address = Pubkey::new_unique().to_string();
            node.ask("surfnet_setAccount", &json!([address, account]));
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
