//! A configuration in the units of the market it is for.

use anchor_spl::token::spl_token::native_mint;
use ballast_client::{
    amounts::{Amount, AmountError},
    ballast::state::Market,
};
use rand::Rng;

use crate::{config::Config, jobs::Job};

/// Lamports of a signature.
const SIGNATURE_LAMPORTS: u64 = 5_000;
/// Lamports of a SOL.
const SOL: u128 = 1_000_000_000;

/// A configuration in atoms.
#[derive(Clone, Debug)]
pub struct Terms {
    /// As it was given.
    pub config: Config,
    /// Least profit of a liquidation, quote atoms.
    pub min_profit: u64,
    /// Most contracts of a liquidation, atoms.
    pub max_contracts: u64,
    /// Most base of a fill, atoms.
    pub max_base: u64,
    /// Base that is never spent, atoms.
    pub keep_base: u64,
    /// Quote that is never spent, atoms.
    pub keep_quote: u64,
    /// A print this much younger than the one on record is recorded, seconds of chain time.
    pub observe_every_secs: i64,
    sol: SolPrice,
}

/// What SOL is worth in quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SolPrice {
    /// The market's base is wrapped SOL.
    Market,
    /// Quote atoms per SOL.
    Fixed(u64),
    /// Nobody said, and nothing the keeper does depends on it.
    Unknown,
}

/// Why a configuration does not fit a market.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TermsError {
    /// An amount that the token does not have.
    #[error("{key}: {why}")]
    Amount {
        /// Its key.
        key: &'static str,
        /// What is wrong with it.
        why: AmountError,
    },
    /// What a transaction costs cannot be held against what it brings.
    #[error(
        "fees.sol_price: the market's base is not wrapped SOL, so say what SOL is worth in quote; without it nobody \
         knows whether a liquidation or a fill pays for its fee"
    )]
    NoSolPrice,
}

impl Terms {
    /// Puts a configuration into the units of a market.
    pub fn new(config: Config, market: &Market) -> Result<Self, TermsError> {
        let (base, quote) = (market.base_decimals, market.quote_decimals);
        let exactly = |key, amount: &Amount, decimals| {
            let atoms = amount.atoms(decimals);
            atoms.map_err(|why| TermsError::Amount { key, why })
        };
        let at_most = |key, amount: &Option<Amount>, decimals| match amount {
            Some(amount) => exactly(key, amount, decimals),
            None => Ok(u64::MAX),
        };
        let (liquidate, hedge) = (&config.liquidate, &config.hedge);
        let is_paid = config.does(Job::Liquidate) || (config.does(Job::Hedge) && hedge.fill);
        let sol = match &config.fees.sol_price {
            Some(price) => SolPrice::Fixed(exactly("fees.sol_price", price, quote)?),
            None if market.base_mint == native_mint::ID => SolPrice::Market,
            None if is_paid => return Err(TermsError::NoSolPrice),
            None => SolPrice::Unknown,
        };
        Ok(Self {
            min_profit: exactly(
                "liquidate.min_profit_quote",
                &liquidate.min_profit_quote,
                quote,
            )?,
            max_contracts: at_most("liquidate.max_contracts", &liquidate.max_contracts, base)?,
            max_base: at_most("hedge.max_base", &hedge.max_base, base)?,
            keep_base: exactly("hedge.keep_base", &hedge.keep_base, base)?,
            keep_quote: exactly("hedge.keep_quote", &hedge.keep_quote, quote)?,
            observe_every_secs: config.observe.every_secs.into(),
            sol,
            config,
        })
    }

    /// The same, with up to a quarter more between observations, left to chance: of several keepers one comes first, and
    /// the others find its print on record.
    pub fn jittered(mut self) -> Self {
        let most = self.observe_every_secs / 4;
        self.observe_every_secs += rand::rng().random_range(0..=most);
        self
    }

    /// The most lamports that a transaction can cost: one signature, and the highest priority fee for as many compute
    /// units as one may ask for.
    pub fn most_lamports(&self) -> u64 {
        let send = &self.config.send;
        let micro =
            u128::from(send.max_priority_fee_micro_lamports) * u128::from(send.max_compute_units);
        let priority = u64::try_from(micro.div_ceil(1_000_000)).unwrap_or(u64::MAX);
        SIGNATURE_LAMPORTS.saturating_add(priority)
    }

    /// [`Self::most_lamports`] in quote atoms, rounded up.
    pub fn most_fee(&self, market: &Market) -> u64 {
        self.most_cost(market, 0)
    }

    /// The same with the rent of an account that has to be opened.
    pub fn most_cost(&self, market: &Market, rent: u64) -> u64 {
        self.quote_of(self.most_lamports().saturating_add(rent), market)
    }

    /// Lamports in quote atoms at the market's price or the configured one, rounded up; what does not fit is as much as
    /// there is.
    pub fn quote_of(&self, lamports: u64, market: &Market) -> u64 {
        match self.sol {
            SolPrice::Unknown => 0,
            SolPrice::Fixed(per_sol) => {
                let atoms = (u128::from(lamports) * u128::from(per_sol)).div_ceil(SOL);
                u64::try_from(atoms).unwrap_or(u64::MAX)
            }
            SolPrice::Market => {
                let worth = market
                    .scale()
                    .quote_for_base_up(lamports, market.risk.price);
                worth.unwrap_or(u64::MAX)
            }
        }
    }
}
