//! Parameter files: what a protocol, a market and its vaults are created with.
//!
//! ```
//! use ballast_client::params::{Parameters, LOCALNET};
//!
//! let parameters = Parameters::parse(LOCALNET)?;
//! for vault in parameters.vaults()? {
//!     println!("vault {}: every {} days", vault.id, vault.params.schedule.tenor_days);
//! }
//! # Ok::<(), ballast_client::params::ParametersError>(())
//! ```

mod bounds;
mod sections;
#[cfg(test)]
mod tests;
mod text;
mod vaults;

use ballast::state::{MarketParams, VaultParams};
use serde::Deserialize;

pub use sections::{Governance, Oracle, Tokens, VaultSection};
pub use text::feed_text;
pub use vaults::VaultSetup;

/// Parameters of the embedded chains and of localnet, as in `migrations/localnet.toml`.
pub const LOCALNET: &str = include_str!("../../../../migrations/localnet.toml");

/// Parameters of a market on devnet, as in `migrations/devnet.toml`.
pub const DEVNET: &str = include_str!("../../../../migrations/devnet.toml");

/// A parameter file. What it leaves out takes the risk library's default.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {
    /// Of the protocol.
    pub governance: Governance,
    /// The market's mints; a file that creates nothing may leave them out.
    pub tokens: Option<Tokens>,
    /// The market's feed; a file that creates nothing may leave it out.
    pub oracle: Option<Oracle>,
    /// Parameters of the market.
    pub market: MarketParams,
    /// Parameters of its vaults.
    pub vault: VaultParams,
    /// Which vaults there are, and what of [`Self::vault`] each has differently.
    pub vaults: Vec<VaultSection>,
}

/// Why a parameter file is refused.
#[derive(Debug, thiserror::Error)]
pub enum ParametersError {
    /// Not TOML of this shape.
    #[error("{0}")]
    Syntax(#[from] toml::de::Error),
    /// A value outside the hard bounds of the program.
    #[error("{section}: a value is outside its hard bounds: {field}")]
    OutOfBounds {
        /// Where in the file.
        section: String,
        /// The first parameter that is.
        field: &'static str,
    },
    /// A vault's own parameters are not such.
    #[error("[vaults.params] of vault {id}: {source}")]
    Vault {
        /// Its number.
        id: u16,
        /// What is wrong with them.
        source: Box<toml::de::Error>,
    },
    /// Two vaults of one number.
    #[error("[[vaults]]: number {0} twice")]
    TwoVaults(u16),
    /// Strikes that the market has no series for.
    #[error(
        "{section}: sale.tick {tick} is no multiple of the market's strike_tick {strike_tick}"
    )]
    OffTick {
        /// Where in the file.
        section: String,
        /// The vault's tick.
        tick: u64,
        /// The market's.
        strike_tick: u64,
    },
}

impl Parameters {
    /// Reads a parameter file and checks it against the program's hard bounds.
    pub fn parse(text: &str) -> Result<Self, ParametersError> {
        let parameters: Self = toml::from_str(text)?;
        bounds::market(&parameters.market)?;
        bounds::vault(&parameters.vault, "[vault]")?;
        parameters.vaults()?;
        Ok(parameters)
    }

    /// The vaults, by their numbers: those listed, or one of calls, numbered zero.
    ///
    /// Each has the parameters of `[vault]` but for its own, checked against the program's hard bounds.
    pub fn vaults(&self) -> Result<Vec<VaultSetup>, ParametersError> {
        vaults::listed(self)
    }
}
