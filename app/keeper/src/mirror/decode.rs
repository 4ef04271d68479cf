//! Which of the program's accounts some bytes are.

use anchor_lang::{prelude::Pubkey, Discriminator};
use ballast_client::{
    accounts,
    ballast::state::{MarginAccount, Series, Vault},
    rpc::Held,
    MarketKeys, SeriesKeys, VaultKeys, PROGRAM_ID,
};

/// An account of the market that is kept.
pub enum Decoded {
    /// Margin.
    Margin(Box<MarginAccount>),
    /// A series.
    Series(SeriesKeys, Series),
    /// A vault.
    Vault(VaultKeys, Box<Vault>),
}

/// What an account is; none for one of another program, type or market, or whose content does not fit its address.
pub fn decode(keys: &MarketKeys, address: &Pubkey, held: &Held) -> Option<Decoded> {
    if held.owner != PROGRAM_ID {
        return None;
    }
    let kind = held.data.get(..8)?;
    let decoded = if kind == MarginAccount::DISCRIMINATOR {
        let account: MarginAccount = accounts::decode(&held.data)?;
        let is_own = account.market == keys.market && account.kind().is_ok();
        is_own.then(|| Decoded::Margin(Box::new(account)))?
    } else if kind == Series::DISCRIMINATOR {
        let series: Series = accounts::decode(&held.data)?;
        let kind = series.kind().ok()?;
        let found = SeriesKeys::derive(keys, kind, series.strike, series.expiry_ts);
        (found.series == *address).then_some(Decoded::Series(found, series))?
    } else if kind == Vault::DISCRIMINATOR {
        let vault: Vault = accounts::decode(&held.data)?;
        let found = VaultKeys::derive(keys, vault.id, vault.kind().ok()?);
        (found.vault == *address).then_some(Decoded::Vault(found, Box::new(vault)))?
    } else {
        return None;
    };
    Some(decoded)
}
