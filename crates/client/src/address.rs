//! Addresses derived from the program's seeds.
//!
//! ```
//! use anchor_lang::prelude::Pubkey;
//! use ballast_client::{address, option_risk::units::Kind, MarketKeys, SeriesKeys, VaultKeys};
//!
//! // Everything follows from who made the protocol, the two mints with their token programs, and the feed.
//! let [creator, base, quote, oracle] = [1, 2, 3, 4].map(|byte| Pubkey::new_from_array([byte; 32]));
//! let (protocol, token) = (address::protocol(&creator), anchor_spl::token::ID);
//! let feed = oracle.to_bytes(); // of a legacy Pyth account; of the receiver's the feed id
//! let market = MarketKeys::derive(protocol, (base, token), (quote, token), oracle, &feed);
//!
//! // Calls are collateralised in the base token, puts in the quote token.
//! let vault = VaultKeys::derive(&market, 0, Kind::Put);
//! assert_eq!(market.collateral_mint(vault.kind), quote);
//! assert_eq!(vault.collateral_account(), vault.quote_account);
//!
//! // A series is its terms: the same ones are the same series.
//! let series = |strike| SeriesKeys::derive(&market, Kind::Call, strike, 1_796_371_200);
//! assert_eq!(series(210), series(210));
//! assert_ne!(series(210).series, series(211).series);
//! ```

use anchor_lang::prelude::Pubkey;
use anchor_spl::associated_token::get_associated_token_address_with_program_id as associated;
use ballast::{constants::*, ID};
use option_risk::units::Kind;

fn find(seeds: &[&[u8]]) -> Pubkey {
    Pubkey::find_program_address(seeds, &ID).0
}

/// Address of the protocol that `creator` made.
pub fn protocol(creator: &Pubkey) -> Pubkey {
    find(&[PROTOCOL_SEED, creator.as_ref()])
}

/// Address of a protocol's proposal.
pub fn proposal(protocol: &Pubkey, index: u64) -> Pubkey {
    find(&[PROPOSAL_SEED, protocol.as_ref(), &index.to_le_bytes()])
}

/// Everything a transaction needs to know of a market, all of it fixed at creation but the oracle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarketKeys {
    /// Protocol the market belongs to.
    pub protocol: Pubkey,
    /// The market account.
    pub market: Pubkey,
    /// Pyth account to pass; for the receiver kind any account of the feed will do.
    pub oracle: Pubkey,
    /// Mint of the base token.
    pub base_mint: Pubkey,
    /// Mint of the quote token.
    pub quote_mint: Pubkey,
    /// Token program of the base mint.
    pub base_token_program: Pubkey,
    /// Token program of the quote mint.
    pub quote_token_program: Pubkey,
}

impl MarketKeys {
    /// Derives the market's address. `feed` is that of its creation, `Market::origin_feed`: the price
    /// account's address for a legacy Pyth account and the feed id for a receiver account.
    pub fn derive(
        protocol: Pubkey,
        (base_mint, base_token_program): (Pubkey, Pubkey),
        (quote_mint, quote_token_program): (Pubkey, Pubkey),
        oracle: Pubkey,
        feed: &[u8; 32],
    ) -> Self {
        let market = find(&[
            MARKET_SEED,
            protocol.as_ref(),
            base_mint.as_ref(),
            quote_mint.as_ref(),
            feed,
        ]);
        Self {
            protocol,
            market,
            oracle,
            base_mint,
            quote_mint,
            base_token_program,
            quote_token_program,
        }
    }

    /// Mint that collateralises a kind of option.
    pub fn collateral_mint(&self, kind: Kind) -> Pubkey {
        match kind {
            Kind::Call => self.base_mint,
            Kind::Put => self.quote_mint,
        }
    }

    /// Token program of [`Self::collateral_mint`].
    pub fn collateral_token_program(&self, kind: Kind) -> Pubkey {
        match kind {
            Kind::Call => self.base_token_program,
            Kind::Put => self.quote_token_program,
        }
    }

    /// Associated token account of `owner` for a kind's collateral.
    pub fn collateral_account(&self, owner: &Pubkey, kind: Kind) -> Pubkey {
        associated(
            owner,
            &self.collateral_mint(kind),
            &self.collateral_token_program(kind),
        )
    }

    /// Custody of margin collateral.
    pub fn custody(&self, kind: Kind) -> Pubkey {
        self.collateral_account(&self.market, kind)
    }

    /// Owner of the insurance fund's token accounts.
    pub fn insurance_authority(&self) -> Pubkey {
        find(&[INSURANCE_SEED, self.market.as_ref()])
    }

    /// Insurance fund of a kind's collateral; anyone may add to it by a plain transfer.
    pub fn insurance(&self, kind: Kind) -> Pubkey {
        self.collateral_account(&self.insurance_authority(), kind)
    }

    /// Margin account of the insurance fund.
    pub fn backstop_account(&self, kind: Kind) -> Pubkey {
        self.margin_account(&self.insurance_authority(), kind)
    }

    /// Margin account of `owner`.
    pub fn margin_account(&self, owner: &Pubkey, kind: Kind) -> Pubkey {
        find(&[
            MARGIN_SEED,
            self.market.as_ref(),
            owner.as_ref(),
            &[kind as u8],
        ])
    }
}

/// Addresses of an option series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeriesKeys {
    /// Calls or puts.
    pub kind: Kind,
    /// Strike in feed units.
    pub strike: u64,
    /// Expiry in unix seconds.
    pub expiry_ts: i64,
    /// The series account.
    pub series: Pubkey,
    /// Mint of the options.
    pub option_mint: Pubkey,
    /// Payoff pool.
    pub pool: Pubkey,
}

impl SeriesKeys {
    /// Derives the addresses of a series of `market`.
    pub fn derive(market: &MarketKeys, kind: Kind, strike: u64, expiry_ts: i64) -> Self {
        let series = find(&[
            SERIES_SEED,
            market.market.as_ref(),
            &[kind as u8],
            &strike.to_le_bytes(),
            &expiry_ts.to_le_bytes(),
        ]);
        Self {
            kind,
            strike,
            expiry_ts,
            series,
            option_mint: find(&[OPTION_MINT_SEED, series.as_ref()]),
            pool: market.collateral_account(&series, kind),
        }
    }

    /// Associated token account of `owner` for the options.
    pub fn option_account(&self, owner: &Pubkey) -> Pubkey {
        associated(owner, &self.option_mint, &anchor_spl::token::ID)
    }
}

/// Addresses of a vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VaultKeys {
    /// Number of the vault within its market.
    pub id: u16,
    /// What it sells: covered calls or cash-secured puts.
    pub kind: Kind,
    /// The vault account.
    pub vault: Pubkey,
    /// Mint of the shares.
    pub share_mint: Pubkey,
    /// The vault's base tokens.
    pub base_account: Pubkey,
    /// The vault's quote tokens.
    pub quote_account: Pubkey,
    /// Shares queued or not yet claimed.
    pub share_escrow: Pubkey,
}

impl VaultKeys {
    /// Derives the addresses of vault `id` of `market`, which sells options of `kind`.
    pub fn derive(market: &MarketKeys, id: u16, kind: Kind) -> Self {
        let vault = find(&[VAULT_SEED, market.market.as_ref(), &id.to_le_bytes()]);
        let share_mint = find(&[SHARE_MINT_SEED, vault.as_ref()]);
        Self {
            id,
            kind,
            vault,
            share_mint,
            base_account: market.collateral_account(&vault, Kind::Call),
            quote_account: market.collateral_account(&vault, Kind::Put),
            share_escrow: associated(&vault, &share_mint, &anchor_spl::token::ID),
        }
    }

    /// The vault's tokens of its collateral.
    pub fn collateral_account(&self) -> Pubkey {
        match self.kind {
            Kind::Call => self.base_account,
            Kind::Put => self.quote_account,
        }
    }

    /// Record of a rolled round.
    pub fn round(&self, round: u64) -> Pubkey {
        find(&[ROUND_SEED, self.vault.as_ref(), &round.to_le_bytes()])
    }

    /// Receipt of a deposit queued in a round.
    pub fn deposit_receipt(&self, owner: &Pubkey, round: u64) -> Pubkey {
        self.receipt(DEPOSIT_SEED, owner, round)
    }

    /// Receipt of a withdrawal queued in a round.
    pub fn withdrawal_receipt(&self, owner: &Pubkey, round: u64) -> Pubkey {
        self.receipt(WITHDRAWAL_SEED, owner, round)
    }

    /// Associated token account of `owner` for the shares.
    pub fn share_account(&self, owner: &Pubkey) -> Pubkey {
        associated(owner, &self.share_mint, &anchor_spl::token::ID)
    }

    fn receipt(&self, seed: &[u8], owner: &Pubkey, round: u64) -> Pubkey {
        find(&[
            seed,
            self.vault.as_ref(),
            owner.as_ref(),
            &round.to_le_bytes(),
        ])
    }
}
