//! From nothing to a market with a vault.

use anchor_lang::prelude::Pubkey;
use ballast::{
    oracle::OracleKind,
    state::{Cluster, MarketParams, VaultParams},
};
use ballast_client::{
    address, instructions as ix,
    params::{Parameters, LOCALNET},
    MarketKeys,
};
use option_risk::{fees::FeeParams, units::Kind};
use solana_keypair::Keypair;
use solana_signer::Signer;

use crate::{
    chain::{Account, Chain, TxError},
    mints,
    oracle::OracleFeed,
    world::World,
};

/// 22 November 2026, 10:00 UTC: between two expiries of the calendar.
pub const START_TS: i64 = 1_795_341_600;
/// One whole unit of a price, for feeds with exponent -8.
pub const DOLLAR: u64 = 100_000_000;
/// One whole base token of nine decimals; also one contract.
pub const SOL: u64 = 1_000_000_000;
/// One whole quote token of six decimals.
pub const USDC: u64 = 1_000_000;

/// No fees.
pub const FREE: FeeParams = FeeParams {
    management_bps: 0,
    performance_bps: 0,
};

/// What a world starts with.
#[derive(Clone, Copy, Debug)]
pub struct Setup {
    pub start_ts: i64,
    /// First price, feed units.
    pub price: u64,
    pub oracle: OracleKind,
    /// Token program of the base mint.
    pub base_program: Pubkey,
    /// Token program of the quote mint.
    pub quote_program: Pubkey,
    /// How long the protocol's changes wait.
    pub cluster: Cluster,
    pub market: MarketParams,
    pub vault: VaultParams,
}

impl Default for Setup {
    /// As [`Setup::localnet`], but that no ring is thin, so that scenes may jump ahead in time and find the breaker
    /// Normal; and that a vault charges no fees, its first expiry is the first at least a week ahead, a Monday's, and its
    /// hedges may be filled at once.
    fn default() -> Self {
        let mut setup = Self::localnet();
        setup.market.breaker.min_buckets15 = 1;
        setup.vault.hedge.crossing_secs = 0;
        setup.vault.fees = FREE;
        setup.vault.schedule.phase_days = 4;
        setup
    }
}

impl Setup {
    /// A SOL/USDC market at 200.00 with the parameters of `migrations/localnet.toml`.
    pub fn localnet() -> Self {
        let parameters = Parameters::parse(LOCALNET).expect("the committed file is valid");
        Self {
            start_ts: START_TS,
            price: 200 * DOLLAR,
            oracle: OracleKind::Legacy,
            base_program: anchor_spl::token::ID,
            quote_program: anchor_spl::token::ID,
            cluster: parameters.governance.cluster,
            market: parameters.market,
            vault: parameters.vault,
        }
    }
}

/// Number of the guardian's keypair.
pub const GUARDIAN: u64 = 5;

/// A keypair that is the same in every run: compute units of address
/// derivations depend on the key.
pub fn keypair(number: u64) -> Keypair {
    let mut seed = [7u8; 32];
    seed[..8].copy_from_slice(&number.to_le_bytes());
    Keypair::new_from_array(seed)
}

impl World {
    /// Mints, oracle, protocol, market and vault, the last three by real instructions.
    pub fn create(chain: Box<dyn Chain>, setup: &Setup) -> Result<Self, TxError> {
        let mut world = Self::unopened(chain, setup);
        let admin = world.admin.insecure_clone();
        let key = admin.pubkey();
        world.found(setup.cluster)?;
        let market = ix::create_market(&world.keys, &key, world.feed.id(), setup.market);
        world.send(&market, &[&admin])?;
        world.vault = world.create_vault(0, Kind::Call, setup.vault)?;
        Ok(world)
    }

    /// Mints and oracle only: no instruction of the program has run yet.
    pub fn unopened(mut chain: Box<dyn Chain>, setup: &Setup) -> Self {
        chain.set_time(setup.start_ts);
        let mut world = Self::attached(chain, setup);
        let admin = world.admin.pubkey();
        for rich in [admin, keypair(GUARDIAN).pubkey()] {
            world.chain.set_account(
                &rich,
                Account {
                    lamports: 1_000_000_000_000_000,
                    ..Account::default()
                },
            );
        }
        for (kind, decimals) in [(Kind::Call, 9), (Kind::Put, 6)] {
            let program = world.keys.collateral_token_program(kind);
            let mint = mints::plain(program, &admin, decimals);
            let address = world.keys.collateral_mint(kind);
            world.chain.set_account(&address, mint);
        }
        world.set_price(setup.price);
        world
    }

    /// The world that [`Self::create`] once made on a chain that goes on; nothing is written to it. Series, vaults but the
    /// first, and margin accounts are not known.
    pub fn attached(chain: Box<dyn Chain>, setup: &Setup) -> Self {
        let admin = keypair(1);
        let (base_mint, quote_mint) = (keypair(2).pubkey(), keypair(3).pubkey());
        let feed = OracleFeed {
            kind: setup.oracle,
            address: keypair(4).pubkey(),
            exponent: -8,
        };
        let keys = MarketKeys::derive(
            address::protocol(&admin.pubkey()),
            (base_mint, setup.base_program),
            (quote_mint, setup.quote_program),
            feed.address,
            &feed.id(),
        );
        Self::new(chain, admin, feed, keys)
    }
}
