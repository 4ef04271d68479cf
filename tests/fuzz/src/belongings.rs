//! What people have, and that nobody loses any of it without having signed.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use anchor_spl::token_2022::spl_token_2022::{
    extension::StateWithExtensions, state::Account as TokenAccount,
};
use anchor_spl::{token, token_2022};
use ballast::state::{DepositReceipt, MarginAccount, WithdrawalReceipt};
use ballast_client::accounts::decode;
use ballast_harness::{Account, Chain};

use crate::watched::Watched;

/// What takes of other people's collateral: it settles their shorts, or closes them for want of margin.
const TO_OTHERS: [&str; 4] = [
    "liquidate",
    "liquidate_with_options",
    "backstop_account",
    "settle_short",
];

/// Something of somebody's.
#[derive(Clone, Copy, Debug)]
pub struct Belonging {
    address: Pubkey,
    pub owner: Pubkey,
    /// Tokens' mint; `None` of a receipt or of collateral.
    pub mint: Option<Pubkey>,
    is_margin: bool,
    pub amount: u64,
}

impl Belonging {
    fn of(address: Pubkey, account: &Account) -> Option<Self> {
        let data = &account.data;
        let new = |owner, mint, is_margin, amount| Self {
            address,
            owner,
            mint,
            is_margin,
            amount,
        };
        if [token::ID, token_2022::ID].contains(&account.owner) {
            let state = StateWithExtensions::<TokenAccount>::unpack(data).ok()?.base;
            return Some(new(state.owner, Some(state.mint), false, state.amount));
        }
        if account.owner != ballast::ID {
            return None;
        }
        if let Some(margin) = decode::<MarginAccount>(data) {
            return Some(new(margin.owner, None, true, margin.collateral));
        }
        if let Some(receipt) = decode::<DepositReceipt>(data) {
            return Some(new(receipt.owner, None, false, receipt.amount));
        }
        let receipt = decode::<WithdrawalReceipt>(data)?;
        Some(new(receipt.owner, None, false, receipt.shares))
    }

    /// The same after a transaction; a closed account holds nothing.
    pub fn amount_now(&self, chain: &mut Watched) -> u64 {
        let account = chain.account(&self.address);
        let now = account.and_then(|account| Self::of(self.address, &account));
        now.map_or(0, |now| now.amount)
    }

    /// Whether one of these instructions may take of it, though its owner has not signed.
    pub fn may_shrink(&self, names: &[&str]) -> bool {
        self.is_margin && names.iter().any(|name| TO_OTHERS.contains(name))
    }
}

/// Everything of anybody's among the accounts that a transaction may write.
pub fn of(chain: &mut Watched, instructions: &[Instruction]) -> Vec<Belonging> {
    let metas = instructions.iter().flat_map(|one| &one.accounts);
    let mut addresses: Vec<Pubkey> = metas
        .filter(|meta| meta.is_writable)
        .map(|meta| meta.pubkey)
        .collect();
    addresses.sort_unstable();
    addresses.dedup();
    let found = addresses.into_iter().filter_map(|address| {
        let account = chain.account(&address)?;
        Belonging::of(address, &account)
    });
    found.collect()
}
