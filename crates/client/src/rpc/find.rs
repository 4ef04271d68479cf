//! Finding the program's accounts.

use anchor_lang::{prelude::Pubkey, AccountDeserialize, Discriminator};
use base64::{engine::general_purpose::STANDARD, Engine};
use solana_rpc_client::api::{
    config::{
        RpcAccountInfoConfig, RpcProgramAccountsConfig, UiAccountEncoding, UiDataSliceConfig,
    },
    filter::{Memcmp, MemcmpEncodedBytes, RpcFilterType},
};

use super::{Node, RpcError};
use crate::{accounts, PROGRAM_ID};

/// Accounts whose bytes are fetched before they are decoded: what `all` holds of them at a time.
const BATCH: usize = 1_000;

/// What an account has to name, and where: see [`super::offsets`].
#[derive(Clone, Copy, Debug)]
pub struct Naming<'a> {
    /// Bytes before it.
    pub offset: usize,
    /// What has to be there.
    pub key: &'a Pubkey,
}

impl Node {
    /// Addresses of the program's accounts of a type, of all of them or of those that name a key; their content is not
    /// sent, so that a hundred thousand of them are one moderate answer.
    pub async fn addresses<T: Discriminator>(
        &self,
        naming: Option<Naming<'_>>,
    ) -> Result<Vec<Pubkey>, RpcError> {
        let mut filters = vec![filter(0, T::DISCRIMINATOR)];
        filters.extend(naming.map(|naming| filter(naming.offset, naming.key.as_ref())));
        let config = RpcProgramAccountsConfig {
            filters: Some(filters),
            account_config: RpcAccountInfoConfig {
                encoding: Some(UiAccountEncoding::Base64),
                data_slice: Some(UiDataSliceConfig {
                    offset: 0,
                    length: 0,
                }),
                ..RpcAccountInfoConfig::default()
            },
            ..RpcProgramAccountsConfig::default()
        };
        let client = self.client();
        let asked = client.get_program_ui_accounts_with_config(&PROGRAM_ID, config);
        let found = self.ask("getProgramAccounts", asked).await?;
        Ok(found.into_iter().map(|(address, _)| address).collect())
    }

    /// The program's accounts of a type, of all of them or of those that name a key. One that is closed meanwhile, or
    /// that does not decode, is passed over.
    pub async fn all<T: AccountDeserialize + Discriminator>(
        &self,
        naming: Option<Naming<'_>>,
    ) -> Result<Vec<(Pubkey, T)>, RpcError> {
        let addresses = self.addresses::<T>(naming).await?;
        let mut all = Vec::with_capacity(addresses.len());
        for batch in addresses.chunks(BATCH) {
            let found = self.accounts(batch).await?;
            let found = batch.iter().zip(found);
            all.extend(found.filter_map(|(address, held)| {
                let held = held.filter(|held| held.owner == PROGRAM_ID)?;
                Some((*address, accounts::decode(&held.data)?))
            }));
        }
        Ok(all)
    }
}

fn filter(offset: usize, bytes: &[u8]) -> RpcFilterType {
    let bytes = MemcmpEncodedBytes::Base64(STANDARD.encode(bytes));
    RpcFilterType::Memcmp(Memcmp::new(offset, bytes))
}
