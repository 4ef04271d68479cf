//! The root of one deployment's markets.

use anchor_lang::prelude::*;

/// PDA `["protocol", creator]`. Anybody can create one for themselves, so
/// that there is no address to squat on; markets name the protocol they belong to.
#[account]
#[derive(InitSpace, Debug)]
pub struct Protocol {
    pub version: u8,
    pub bump: u8,
    /// Who created it; part of its address.
    pub creator: Pubkey,
    /// May create markets and vaults. Holds no power over user funds.
    pub authority: Pubkey,
}
